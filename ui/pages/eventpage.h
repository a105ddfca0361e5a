// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/replay/timeline.h"
#include "ui/widgets/jsonview.h"

#include <QWidget>

#include <cstddef>
#include <memory>
#include <optional>

namespace vci::ui {

class EmptyState;
class Session;
class Verification;

/// The event at the playhead as the source holds it, and how it is proved.
class EventPage : public QWidget {
    Q_OBJECT

public:
    /// session and verification must outlive the page.
    EventPage(Session& session, const Verification& verification, QWidget* parent = nullptr);

    /// Made when it is first asked for: most sessions end without a look at it.
    [[nodiscard]] JsonView& view();

protected:
    void showEvent(QShowEvent* event) override;

private:
    /// A question: an event of a timeline, and how much of it to lay out.
    struct Question {
        std::shared_ptr<const replay::Timeline> timeline;
        std::size_t index = 0;
        std::size_t maxBytes = 0;
        friend bool operator==(const Question&, const Question&) = default;
    };

    void refresh();
    void ask(const Question& question);
    void takeAnswer(const Question& question, Result<JsonView::Content> content);
    void showContent();
    /// How the shown event is proved and since when it exists; empty where nothing was verified.
    [[nodiscard]] QString proofNote() const;
    void showMessage(const QString& title, const QString& detail);

    Session& m_session;
    const Verification& m_verification;
    JsonView* m_view = nullptr;
    EmptyState* m_empty;
    std::optional<Question> m_wanted;  ///< what the page is to show
    std::optional<Question> m_asked;   ///< what the worker is busy with
    std::optional<Question> m_shown;
    JsonView::Content m_content;  ///< of m_shown
    QString m_proof;              ///< as shown above it
    bool m_dirty = true;
};

}  // namespace vci::ui
