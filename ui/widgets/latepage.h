// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTimer>
#include <QVBoxLayout>
#include <QWidget>

#include <functional>
#include <utility>
#include <vector>

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
    /// Late widgets come last in the order of Tab; a reader expects them where the page stands. All of them move, those too that
    /// take no keyboard: one left behind that hands it to a child of its own would lead Tab back into the page without end.
    void takePlace()
    {
        struct Late {
            QWidget* widget;
            Qt::FocusPolicy policy;
            QWidget* proxy;
        };
        std::vector<Late> late;
        QWidget* each = m_page;
        do {
            // Not all stand together: some were made before the page was, and came into it.
            if (each == m_page || m_page->isAncestorOf(each)) late.push_back({each, each->focusPolicy(), each->focusProxy()});
            each = each->nextInFocusChain();
        } while (each != m_page);
        // Qt moves nothing that takes no keyboard, and with a widget what it hands the keyboard to.
        for (const Late& one : late) one.widget->setFocusProxy(nullptr);
        for (const Late& one : late) one.widget->setFocusPolicy(Qt::TabFocus);
        setFocusPolicy(Qt::TabFocus);
        QWidget* before = this;
        for (const Late& one : late) {
            setTabOrder(before, one.widget);
            before = one.widget;
        }
        setFocusPolicy(Qt::NoFocus);
        for (const Late& one : late) one.widget->setFocusPolicy(one.policy);
        for (const Late& one : late) one.widget->setFocusProxy(one.proxy);
    }

    Make m_make;
    LateFor m_for;
    Page* m_page = nullptr;
};

}  // namespace vci::ui
