// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLabel>
#include <QString>
#include <QTextLayout>

#include <vector>

namespace vci::ui {

/// A stretch of text in one look. The text is plain whatever it holds.
struct TextRun {
    enum class Look { Normal, Strong, Secondary, Link };
    QString text;
    Look look = Look::Normal;
};

/// Wrapped text in several looks, without markup: event data in it can't become anything else. A link is clickable by mouse;
/// whoever shows one gives it a button for the keyboard too.
class RunsText : public QLabel {
    Q_OBJECT

public:
    explicit RunsText(QWidget* parent = nullptr);

    /// Paragraphs of runs; each begins a new line.
    void setParagraphs(const std::vector<std::vector<TextRun>>& paragraphs);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override;

Q_SIGNALS:
    void linkClicked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    struct Span {
        int start;
        int length;
        TextRun::Look look;
    };
    /// Returns the height.
    qreal layOut(QTextLayout& layout, int width) const;
    [[nodiscard]] bool isLinkAt(const QPoint& position) const;

    std::vector<Span> m_spans;
};

}  // namespace vci::ui
