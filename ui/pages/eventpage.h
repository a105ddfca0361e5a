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

/// The event at the playhead as the source holds it.
class EventPage : public QWidget {
    Q_OBJECT

public:
    /// session must outlive the page.
    explicit EventPage(Session& session, QWidget* parent = nullptr);

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
    void showMessage(const QString& title, const QString& detail);

    Session& m_session;
    JsonView* m_view = nullptr;
    EmptyState* m_empty;
    std::optional<Question> m_wanted;  ///< what the page is to show
    std::optional<Question> m_asked;   ///< what the worker is busy with
    std::optional<Question> m_shown;
    bool m_dirty = true;
};

}  // namespace vci::ui
