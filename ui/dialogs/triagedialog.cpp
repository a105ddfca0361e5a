// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/triagedialog.h"

#include "ui/delegates/plaindelegate.h"
#include "ui/format/text.h"
#include "ui/models/bracketwords.h"
#include "ui/models/leafcomparison.h"
#include "ui/models/triagemodel.h"
#include "ui/state/session.h"
#include "ui/state/verification.h"
#include "ui/widgets/quiettable.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

namespace vci::ui {

namespace {

constexpr QSize kSize(860, 560);

}  // namespace

TriageDialog::TriageDialog(Session& session, Verification& verification, const Finding& finding, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_verification(verification)
    , m_ask{session.source().toStdString(), *finding.eventId, {}}
    , m_verdict(new QLabel(this))
    , m_time(new QLabel(this))
    , m_prints(new QLabel(this))
    , m_model(new TriageModel(this))
    , m_fields(new QuietTable(m_model, {{120, 240}, {200, 4000}, {110, 300}, {130, 320}}, TriageModel::NowColumn,
                              TriageModel::ToneRole, this))
    , m_compare(nullptr)
    , m_copy(nullptr)
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
    for (QLabel* label : {m_time, m_prints}) label->setProperty("look", QStringLiteral("secondary"));
    for (QLabel* label : {title, m_verdict, m_time, m_prints}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    m_prints->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_fields->setAccessibleName(tr("Fields of the event"));
    m_fields->setCopyRole(TriageModel::CopyRole);
    m_fields->setMostLines(2);
    m_fields->setColumnHidden(TriageModel::CaseColumn, true);
    layout->addWidget(m_fields, 1);
    // In the order in which Tab visits them: a box that makes one of its own first would lead Tab in a circle.
    auto* buttons = new QDialogButtonBox(this);
    m_compare = buttons->addButton(tr("Compare with a case file…"), QDialogButtonBox::ActionRole);
    m_copy = buttons->addButton(tr("Copy as text"), QDialogButtonBox::ActionRole);
    buttons->addButton(QDialogButtonBox::Close);
    m_copy->setToolTip(tr("All of it, with the fingerprints and the fields under their own names"));
    m_copy->setEnabled(false);
    m_copy->setAutoDefault(false);
    m_compare->setDefault(true);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_compare, &QPushButton::clicked, this, &TriageDialog::askForCase);
    connect(m_copy, &QPushButton::clicked, this, &TriageDialog::copyAll);
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
    const Triaged& triaged = found.value();
    const bool isAsLogged = triaged.logged && triaged.row.leaf && triaged.row.hash == triaged.logged->hash;
    if (triaged.logged) {
        const auto bracket = verify::bracketOf(result->report, triaged.logged->index);
        m_time->setText(bracketText(bracket, m_session.zone(),
                                    isAsLogged         ? Shown::AsLogged
                                    : triaged.row.leaf ? Shown::Altered
                                                       : Shown::Gone));
    }
    m_prints->setText(triageFingerprints(triaged));
    m_asText = triageCopies(triaged);
    // A copy with the log's own fingerprint is what was recorded, and stands in that column.
    const bool isProof = triaged.other && triaged.logged && triaged.other->hash == triaged.logged->hash;
    m_fields->setColumnHidden(TriageModel::CaseColumn, !triaged.other || !triaged.other->leaf || isProof);
    m_model->setRows(triageRows(triaged));
    m_fields->setVisible(m_model->rowCount() > 0);
    if (m_model->rowCount() > 0) {
        m_fields->setCurrentIndex(m_model->index(0, 0));
        m_fields->setFocus();
    }
    m_copy->setEnabled(true);
    // The texts are longer than what stood there while they were read.
    layout()->activate();
    // Once it is laid out: a row cut in half at the lower edge reads as the last one.
    QTimer::singleShot(0, this, [this] {
        const int cut = m_fields->viewport()->height() % PlainDelegate::kRowHeightPx;
        if (m_fields->verticalScrollBar()->maximum() > 0) resize(width(), height() - cut);
    });
}

void TriageDialog::copyAll() const
{
    QGuiApplication::clipboard()->setText(
        QStringList{windowTitle(), m_verdict->text(), m_time->text(), m_asText}.join(QLatin1Char('\n')));
}

}  // namespace vci::ui
