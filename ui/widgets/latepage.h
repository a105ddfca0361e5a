// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTimer>
#include <QVBoxLayout>
#include <QWidget>

#include <functional>
#include <utility>

namespace vci::ui {

/// When a page that is seen gets built.
enum class LateFor {
    Showing,     ///< before it is seen: pages that somebody chooses
    FirstPaint,  ///< right after the window around it was painted once: pages that are there from the start
};

/// A page that is built when it is first seen or asked for: what nobody opens costs no start, and what is beside the list that a
/// person begins with does not delay it.
template <class Page>
class LatePage final : public QWidget {
public:
    using Make = std::function<Page*(QWidget* parent)>;

    LatePage(Make make, QWidget* parent, LateFor what = LateFor::Showing)
        : QWidget(parent)
        , m_make(std::move(make))
        , m_for(what)
    {
        setProperty("look", QStringLiteral("panel"));
        setAttribute(Qt::WA_StyledBackground);
    }

    [[nodiscard]] bool isMade() const { return m_page != nullptr; }

    [[nodiscard]] Page& page()
    {
        if (!m_page) {
            m_page = m_make(this);
            auto* layout = new QVBoxLayout(this);
            layout->setContentsMargins(0, 0, 0, 0);
            layout->addWidget(m_page);
            m_page->setVisible(true);
            takePlace();
        }
        return *m_page;
    }

protected:
    void showEvent(QShowEvent* event) override
    {
        if (m_for == LateFor::Showing) (void)page();
        QWidget::showEvent(event);
    }
    void paintEvent(QPaintEvent* event) override
    {
        QWidget::paintEvent(event);
        if (!m_page) QTimer::singleShot(0, this, [this] { (void)page(); });
    }

private:
    /// Late widgets come last in the order of Tab; a reader expects them where the page stands.
    void takePlace()
    {
        QWidgetList late;
        for (QWidget* widget = m_page; widget == m_page || m_page->isAncestorOf(widget); widget = widget->nextInFocusChain()) {
            if (late.contains(widget)) break;
            late << widget;
        }
        setFocusPolicy(Qt::TabFocus);  // else it has no place that anything could be put behind
        QWidget* before = this;
        for (QWidget* widget : late) {
            if (widget->focusPolicy() == Qt::NoFocus) continue;
            setTabOrder(before, widget);
            before = widget;
        }
        setFocusPolicy(Qt::NoFocus);
    }

    Make m_make;
    LateFor m_for;
    Page* m_page = nullptr;
};

}  // namespace vci::ui
