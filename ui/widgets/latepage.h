// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QVBoxLayout>
#include <QWidget>

#include <functional>
#include <utility>

namespace vci::ui {

/// A page of a tab widget that is built when it is first shown or asked for: what nobody opens costs no start.
template <class Page>
class LatePage final : public QWidget {
public:
    using Make = std::function<Page*(QWidget* parent)>;

    LatePage(Make make, QWidget* parent)
        : QWidget(parent)
        , m_make(std::move(make))
    {
    }

    [[nodiscard]] Page& page()
    {
        if (!m_page) {
            m_page = m_make(this);
            auto* layout = new QVBoxLayout(this);
            layout->setContentsMargins(0, 0, 0, 0);
            layout->addWidget(m_page);
            m_page->setVisible(true);
        }
        return *m_page;
    }

protected:
    void showEvent(QShowEvent* event) override
    {
        (void)page();
        QWidget::showEvent(event);
    }

private:
    Make m_make;
    Page* m_page = nullptr;
};

}  // namespace vci::ui
