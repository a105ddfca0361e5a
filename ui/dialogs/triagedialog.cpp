// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/triagedialog.h"

#include "ui/format/text.h"
#include "ui/models/bracketwords.h"
#include "ui/models/leafcomparison.h"
#include "ui/state/session.h"
#include "ui/state/verification.h"
#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace vci::ui {

namespace {

constexpr QSize kSize(760, 560);

}  // namespace

TriageDialog::TriageDialog(Session& session, Verification& verification, const Finding& finding, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_verification(verification)
    , m_ask{session.source().toStdString(), *finding.eventId, {}}
    , m_verdict(new QLabel(this))
    , m_time(new QLabel(this))
    , m_copies(new QPlainTextEdit(this))
    , m_compare(nullptr)
{
    build(finding);
    connect(&session, &Session::sourceStateChanged, this, &QDialog::reject);
    read({});
}

TriageDialog::~TriageDialog()
{
    if (m_request != 0) m_session.cancelTask(m_request);
}

void TriageDialog::build(const Finding& finding)
{
    setWindowTitle(tr("What was it?"));
    resize(kSize);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(8);
    auto* title = new QLabel(format::plain(finding.message), this);
    title->setProperty("look", QStringLiteral("title"));
    m_time->setProperty("look", QStringLiteral("secondary"));
    for (QLabel* label : {title, m_verdict, m_time}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    m_copies->setAccessibleName(tr("The copies of the event"));
    m_copies->setReadOnly(true);
    m_copies->setTabChangesFocus(true);
    m_copies->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_copies->setFont(Theme::instance().monoFont());
    m_copies->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    layout->addWidget(m_copies, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_compare = buttons->addButton(tr("Compare with a case file…"), QDialogButtonBox::ActionRole);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_compare, &QPushButton::clicked, this, &TriageDialog::askForCase);
}

void TriageDialog::read(const QString& otherCase)
{
    m_ask.otherCase = otherCase.toStdString();
    m_verdict->setText(tr("Reading the copies…"));
    m_compare->setEnabled(false);
    m_request = m_session.background().run<Triaged>(
        tr("Reading the copies"),
        [triage = m_verification.services().triage, ask = m_ask](TaskContext& task) {
            return triage(task.reader, ask, task.stop);
        },
        this, [this](const Result<Triaged>& found) { accept(found); });
}

void TriageDialog::askForCase()
{
    auto* dialog = new QFileDialog(this, tr("Compare with a case file"), {}, tr("Case files (*.vcase);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &TriageDialog::read);
    dialog->open();
}

void TriageDialog::accept(const Result<Triaged>& found)
{
    m_request = 0;
    m_isRead = true;
    m_compare->setEnabled(true);
    if (!found.ok()) return m_verdict->setText(format::error(found.error()));
    const auto& result = m_verification.result();
    if (!result) return;
    m_verdict->setText(triageVerdict(found.value(), result->report));
    if (found.value().logged)
        m_time->setText(bracketText(verify::bracketOf(result->report, found.value().logged->index), m_session.zone()));
    m_copies->setPlainText(triageCopies(found.value()));
}

}  // namespace vci::ui
