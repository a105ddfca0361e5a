// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/notedialog.h"

#include "ui/models/casenotesmodel.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace vci::ui {

namespace {

using casefile::CaseNote;

constexpr int kTextHeight = 120;
constexpr CaseNote::Kind kKinds[] = {CaseNote::Kind::Note, CaseNote::Kind::Bookmark, CaseNote::Kind::Finding};
enum About { Event, Aggregate, Case };

}  // namespace

NoteDialog::NoteDialog(const NoteStanding& standing, CaseNote::Kind kind, QWidget* parent)
    : QDialog(parent)
    , m_standing(standing)
    , m_kind(new QComboBox(this))
    , m_about(new QComboBox(this))
    , m_text(new QPlainTextEdit(this))
{
    setWindowTitle(tr("Add to the case"));
    setMinimumWidth(460);
    for (const CaseNote::Kind each : kKinds) m_kind->addItem(noteKindName(each), static_cast<int>(each));
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(kind)));
    m_kind->setAccessibleName(tr("Kind"));
    if (standing.event) m_about->addItem(standing.eventName, About::Event);
    if (standing.aggregate) m_about->addItem(standing.aggregateName, About::Aggregate);
    m_about->addItem(tr("the case as a whole"), About::Case);
    m_about->setAccessibleName(tr("About"));
    m_text->setAccessibleName(tr("Text"));
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(kTextHeight);
    m_text->setPlaceholderText(tr("What you saw, in your own words. It goes into the case under your name. Ctrl+Enter adds it."));
    m_text->installEventFilter(this);

    auto* form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    form->setLabelAlignment(Qt::AlignRight);
    form->addRow(tr("Kind"), m_kind);
    form->addRow(tr("About"), m_about);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_add = buttons->addButton(tr("Add"), QDialogButtonBox::AcceptRole);
    m_add->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(12);
    layout->addLayout(form);
    layout->addWidget(m_text, 1);
    layout->addWidget(buttons);
    connect(m_text, &QPlainTextEdit::textChanged, this, &NoteDialog::check);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &NoteDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &NoteDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &NoteDialog::reject);
    check();
    m_text->setFocus();
}

bool NoteDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isEnter && key->modifiers().testFlag(Qt::ControlModifier)) {
            accept();
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void NoteDialog::check()
{
    const bool mayBeEmpty = m_kind->currentData().toInt() == static_cast<int>(CaseNote::Kind::Bookmark);
    m_add->setEnabled(mayBeEmpty || !m_text->toPlainText().trimmed().isEmpty());
}

void NoteDialog::accept()
{
    if (!m_add->isEnabled()) return;
    casefile::NewNote note;
    note.kind = static_cast<CaseNote::Kind>(m_kind->currentData().toInt());
    note.text = m_text->toPlainText().trimmed().toStdString();
    const int about = m_about->currentData().toInt();
    if (about == About::Event) note.eventId = m_standing.event;
    if (about != About::Case) note.aggregateId = m_standing.aggregate;
    Q_EMIT confirmed(note);
    QDialog::accept();
}

}  // namespace vci::ui
