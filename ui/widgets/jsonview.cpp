// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/jsonview.h"

#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSyntaxHighlighter>
#include <QTextCursor>
#include <QTextDocument>
#include <QTimer>
#include <QVBoxLayout>

namespace vci::ui {

namespace {

/// Tints names, strings, and other scalars. A block ends inside a string where a long line was broken.
class JsonHighlighter : public QSyntaxHighlighter {
public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

protected:
    void highlightBlock(const QString& text) override
    {
        enum State { Outside = 0, InString = 1 };
        const Palette& palette = Theme::instance().palette();
        setCurrentBlockState(Outside);
        int at = 0;
        if (previousBlockState() == InString) {
            at = endOfString(text, 0);
            setFormat(0, at, palette.text);
            if (at == text.size() && !text.endsWith(QLatin1Char('"'))) {
                setCurrentBlockState(InString);
                return;
            }
        }
        while (at < text.size()) {
            const QChar c = text.at(at);
            if (c == QLatin1Char('"')) {
                const int end = endOfString(text, at + 1);
                const bool closed = end > at + 1 && text.at(end - 1) == QLatin1Char('"');
                const bool name = closed && end < text.size() && text.at(end) == QLatin1Char(':');
                setFormat(at, end - at, name ? palette.secondary : palette.text);
                if (!closed) setCurrentBlockState(InString);
                at = end;
            } else if (c.isLetterOrNumber() || c == QLatin1Char('-')) {
                int end = at;
                while (end < text.size() && !QStringLiteral(",]} ").contains(text.at(end))) ++end;
                setFormat(at, end - at, palette.ai);
                at = end;
            } else {
                setFormat(at, 1, palette.secondary);
                ++at;
            }
        }
    }

private:
    static int endOfString(const QString& text, int at)
    {
        while (at < text.size() && text.at(at) != QLatin1Char('"')) at += text.at(at) == QLatin1Char('\\') ? 2 : 1;
        return static_cast<int>(std::min<qsizetype>(at + 1, text.size()));
    }
};

constexpr int kCopiedMs = 1500;
constexpr int kLinesPerFeed = 400;
constexpr qsizetype kCharsPerFeed = 16'000;

QString sizeText(qsizetype characters)
{
    return QLocale().formattedDataSize(characters, 1, QLocale::DataSizeTraditionalFormat);
}

}  // namespace

JsonView::JsonView(QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_notes(new QLabel(this))
    , m_copy(new QPushButton(tr("Copy"), this))
    , m_all(new QPushButton(this))
    , m_text(new QPlainTextEdit(this))
{
    auto* top = new QHBoxLayout;
    top->setContentsMargins(12, 6, 8, 0);
    top->addWidget(m_title, 1);
    top->addWidget(m_copy);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(top);
    layout->addWidget(m_notes);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_all, 0, Qt::AlignLeft);

    m_title->setTextFormat(Qt::PlainText);
    m_title->setProperty("look", QStringLiteral("title"));
    m_title->setMinimumWidth(40);
    m_notes->setTextFormat(Qt::PlainText);
    m_notes->setWordWrap(true);
    m_notes->setContentsMargins(12, 0, 12, 4);
    m_copy->setAccessibleName(tr("Copy the event as one line of JSON"));
    for (QPushButton* link : {m_copy, m_all}) {
        link->setProperty("look", QStringLiteral("link"));
        link->setCursor(Qt::PointingHandCursor);
    }
    m_text->setReadOnly(true);
    m_text->setUndoRedoEnabled(false);
    m_text->setProperty("look", QStringLiteral("raw"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setAccessibleName(tr("Raw event"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->document()->setDocumentMargin(12);
    m_text->setTabChangesFocus(true);
    setFocusProxy(m_text);
    new JsonHighlighter(m_text->document());

    m_feed.setSingleShot(true);
    m_feed.setInterval(0);
    connect(&m_feed, &QTimer::timeout, this, &JsonView::feed);
    connect(m_copy, &QPushButton::clicked, this, &JsonView::copyExact);
    connect(m_all, &QPushButton::clicked, this, &JsonView::allWanted);
    connect(&Theme::instance(), &Theme::changed, this, &JsonView::applyTheme);
    applyTheme();
    clear();
}

void JsonView::setContent(const Content& content)
{
    const int scrolled = m_text->verticalScrollBar()->value();
    m_exact = content.exact;
    m_title->setText(content.title);
    m_title->setToolTip(QString());
    QStringList notes = content.notes;
    if (content.layout.brokenLines) notes.append(tr("Long lines go on below."));
    m_notes->setText(notes.join(QLatin1Char('\n')));
    m_notes->setVisible(!notes.isEmpty());
    m_text->clear();
    m_waiting = content.layout.text;
    m_fed = 0;
    feed();
    m_text->verticalScrollBar()->setValue(scrolled);
    m_copy->setEnabled(!m_exact.isEmpty());
    m_all->setText(tr("Show all (%1)").arg(sizeText(m_exact.size())));
    m_all->setVisible(content.layout.cut);
}

void JsonView::clear()
{
    setContent({});
}

void JsonView::feed()
{
    qsizetype end = m_fed;
    for (int lines = 0; lines < kLinesPerFeed && end < m_waiting.size() && end - m_fed < kCharsPerFeed; ++lines) {
        const qsizetype next = m_waiting.indexOf(QLatin1Char('\n'), end);
        end = next < 0 ? m_waiting.size() : next + 1;
    }
    QTextCursor cursor(m_text->document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(m_waiting.mid(m_fed, end - m_fed));
    m_fed = end;
    if (m_fed < m_waiting.size()) {
        m_feed.start();
    } else {
        m_feed.stop();
        m_waiting.clear();
        m_fed = 0;
    }
}

QString JsonView::shownText() const
{
    return m_text->toPlainText();
}

QString JsonView::notes() const
{
    return m_notes->text();
}

void JsonView::copyExact()
{
    if (m_exact.isEmpty()) return;
    QGuiApplication::clipboard()->setText(m_exact);
    m_copy->setText(tr("Copied"));
    QTimer::singleShot(kCopiedMs, m_copy, [this] { m_copy->setText(tr("Copy")); });
}

void JsonView::applyTheme()
{
    m_text->setFont(Theme::instance().monoFont());
    QPalette notes = m_notes->palette();
    notes.setColor(QPalette::WindowText, Theme::instance().palette().pending);
    m_notes->setPalette(notes);
    if (auto* highlighter = m_text->document()->findChild<QSyntaxHighlighter*>()) highlighter->rehighlight();
}

}  // namespace vci::ui
