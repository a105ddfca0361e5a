// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/recheckdialog.h"

#include "ui/format/text.h"
#include "ui/state/session.h"
#include "ui/widgets/words.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace vci::ui {

namespace {

constexpr QSize kSize(680, 440);
constexpr qsizetype kValueLength = 300;

QString shown(const std::optional<json::Value>& value)
{
    if (!value) return RecheckDialog::tr("not there");
    const QString whole = format::plain(json::dump(*value));
    return whole.size() <= kValueLength ? whole : whole.left(kValueLength) + QStringLiteral("…");
}

/// Words of the core, which the command line says as well.
QString asSentence(const std::string& words)
{
    QString sentence = format::plain(words);
    if (!sentence.isEmpty()) sentence[0] = sentence[0].toUpper();
    return sentence + QLatin1Char('.');
}

/// How a file can come to be another one than its own document gives.
QString ownReason(report::Format format)
{
    switch (format) {
    case report::Format::Json:
        return RecheckDialog::tr("The file is not what its own content gives: it was changed after it was made.");
    case report::Format::Pdf:
        return RecheckDialog::tr(
            "The file is not what this program lays out from the document that it carries: it was changed after it "
            "was made, or made by another version or with other fonts.");
    case report::Format::Xlsx:
        return RecheckDialog::tr(
            "The file is not what its own content gives: it was changed or saved anew after it was made, or made by "
            "another version.");
    case report::Format::Html:
    case report::Format::Csv:
        break;
    }
    return RecheckDialog::tr(
        "The file is not what its own content gives: it was changed after it was made, or made by another version.");
}

}  // namespace

QString recheckReasons(const ReportRecheck& outcome)
{
    QStringList why;
    if (!outcome.untrusted.empty() && !outcome.isSame()) why += asSentence(report::untrustedWords(outcome.untrusted));
    if (outcome.request.edition != report::kEdition) why += asSentence(report::editionWords(outcome.request.edition));
    if (outcome.own.count > 0) why += ownReason(outcome.format);
    if (outcome.isUnasked)
        why +=
            RecheckDialog::tr("Nothing differs but what depends on it. Check again when an endpoint of the trust file answers.");
    if (outcome.isSourceSame == true && outcome.source.count > 0 && !outcome.isUnasked)
        why +=
            RecheckDialog::tr("The case file has the bytes that it had: the report was changed, or what lies beside the file, or "
                              "the trust that it is checked by.");
    if (outcome.isSourceSame == false)
        why += outcome.isSame()
                   ? RecheckDialog::tr("The case file's bytes are not those that the report was made from. That is no difference "
                                       "of content: a case file changes when it is opened to work on it.")
                   : RecheckDialog::tr("The case file's bytes are not those that the report was made from.");
    return why.join(QLatin1Char(' '));
}

QString differenceLines(const ReportRecheck& outcome)
{
    QStringList lines;
    std::int64_t told = 0;
    for (const report::Differences* list : {&outcome.own, &outcome.source}) {
        for (const report::Difference& one : list->some) {
            ++told;
            lines += format::plain(one.path);
            lines += RecheckDialog::tr("    was: %1").arg(shown(one.was));
            lines += RecheckDialog::tr("    is:  %1").arg(shown(one.is));
        }
    }
    if (const std::int64_t left = outcome.own.count + outcome.source.count - told; left > 0)
        lines += RecheckDialog::tr("… and %1 more places").arg(format::count(left));
    return lines.join(QLatin1Char('\n'));
}

RecheckDialog::RecheckDialog(Session& session, const ReportServices& services, const QString& file, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_verdict(words({}, this, "title"))
    , m_why(words({}, this, "secondary"))
    , m_places(new QPlainTextEdit(this))
    , m_stop(new QPushButton(tr("Cancel"), this))
{
    setWindowTitle(tr("Recheck a report"));
    resize(kSize);
    m_places->setAccessibleName(tr("Differences"));
    m_places->setReadOnly(true);
    m_places->setTabChangesFocus(true);
    m_places->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_places->hide();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_stop->setProperty("look", QStringLiteral("smalllink"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(10);
    layout->addWidget(words(format::plain(QFileInfo(file).fileName().toStdString()), this, "secondary"));
    layout->addWidget(m_verdict);
    layout->addWidget(m_why);
    layout->addWidget(m_stop, 0, Qt::AlignLeft);
    layout->addWidget(m_places, 1);
    layout->addStretch();
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_stop, &QPushButton::clicked, this, [this] { m_session.cancelTask(m_request); });
    connect(&session, &Session::sourceStateChanged, this, &QDialog::reject);
    connect(&session, &Session::taskProgressed, this, [this](const TaskState& state) {
        if (m_request != 0 && state.request == m_request) m_why->setText(tr("%1 events read").arg(format::count(state.done)));
    });
    say(tr("Repeating the report…"), tr("The source is verified anew, as the report says."));
    m_request = session.longWork().run<ReportRecheck>(
        tr("Rechecking a report"),
        [recheck = services.recheck, path = file.toStdString(), source = session.source().toStdString(),
         catalog = session.catalog()](TaskContext& task) {
            return recheck(
                path, source, catalog, [&task](std::int64_t done) { task.progress(done, -1); }, task.stop);
        },
        this, [this](const Result<ReportRecheck>& outcome) { accept(outcome); });
}

RecheckDialog::~RecheckDialog()
{
    if (m_request != 0) m_session.cancelTask(m_request);
}

void RecheckDialog::say(const QString& verdict, const QString& why)
{
    m_verdict->setText(verdict);
    m_why->setText(why);
    m_why->setVisible(!why.isEmpty());
}

void RecheckDialog::accept(const Result<ReportRecheck>& outcome)
{
    m_request = 0;
    m_stop->hide();
    if (!outcome.ok()) {
        if (outcome.error().isCancelled()) return say(tr("Cancelled"), tr("Nothing is said of the report."));
        return say(tr("The report could not be rechecked"), format::error(outcome.error()));
    }
    const ReportRecheck& found = outcome.value();
    if (found.isSame()) return say(tr("✓ Same: the report says what the source holds"), recheckReasons(found));
    const std::int64_t count = found.own.count + found.source.count;
    if (found.isUnasked)
        say(tr("? Not decided: nobody could be asked about anchors now"), recheckReasons(found));
    else
        say(count == 1 ? tr("✕ It differs in 1 place") : tr("✕ It differs in %1 places").arg(format::count(count)),
            recheckReasons(found));
    m_places->setPlainText(differenceLines(found));
    m_places->show();
}

}  // namespace vci::ui
