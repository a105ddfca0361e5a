// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/format/text.h"
#include "ui/models/blamestory.h"

#include <QWidget>

#include <cstddef>
#include <vector>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace vci::ui {

class BlameModel;
class RowsView;
class RunsText;
struct TextRun;

/// Who set the chosen field, when, what was before, and its whole life: on one line, and row by row when asked.
class BlameCard : public QWidget {
    Q_OBJECT

public:
    explicit BlameCard(QWidget* parent = nullptr);

    void setStory(BlameStory story, format::Zone zone);
    [[nodiscard]] const BlameStory& story() const { return m_story; }
    void setHistoryShown(bool shown);
    /// Puts the keyboard on the card's first link.
    void takeFocus();

Q_SIGNALS:
    /// The user wants to stand on that event of the timeline.
    void eventChosen(std::size_t index);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    using Paragraphs = std::vector<std::vector<TextRun>>;
    [[nodiscard]] Paragraphs paragraphs() const;
    void appendLeaf(Paragraphs& out) const;
    void appendAbsent(Paragraphs& out) const;
    [[nodiscard]] QString timeText(const EventName& event) const;
    /// The event that the card's link leads to.
    [[nodiscard]] std::optional<EventName> target() const;
    void chooseTarget();
    void fitHistory();

    BlameStory m_story;
    format::Zone m_zone = format::Zone::Utc;
    RunsText* m_text;
    QPushButton* m_go;
    QPushButton* m_historyButton;
    RowsView* m_history;
    BlameModel* m_model;
};

}  // namespace vci::ui
