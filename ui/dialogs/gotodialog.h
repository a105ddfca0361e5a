// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/replay/timeline.h"
#include "ui/format/text.h"

#include <QDialog>

#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QPushButton;
QT_END_NAMESPACE

namespace vci::ui {

/// Where a person's text leads in a timeline: a sequence number ("10", "#10"), a time with its offset
/// ("2026-02-10T10:04:21Z"), or a clock time ("10:04:21.284") in the zone shown, on the day of the event at `standing`.
/// Errors: Usage for other texts and for an empty timeline; InvalidTime.
[[nodiscard]] Result<replay::Position> goToTarget(const QString& text, const replay::Timeline& timeline,
                                                  replay::Position standing, format::Zone zone);

/// Asks for a sequence number or a time, and says what is wrong while it is typed.
class GoToDialog : public QDialog {
    Q_OBJECT

public:
    GoToDialog(std::shared_ptr<const replay::Timeline> timeline, replay::Position standing, format::Zone zone, QWidget* parent);

Q_SIGNALS:
    void chosen(vci::replay::Position position);

private:
    void check();
    void accept() override;

    std::shared_ptr<const replay::Timeline> m_timeline;
    replay::Position m_standing;
    format::Zone m_zone;
    QLineEdit* m_text;
    QLabel* m_answer;
    QPushButton* m_go;
    std::optional<replay::Position> m_target;
};

}  // namespace vci::ui
