// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/trustdialog.h"

#include "core/json/value.h"
#include "ui/format/text.h"
#include "ui/theme/look.h"
#include "ui/widgets/linesedit.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QThreadPool>
#include <QVBoxLayout>

#include <array>
#include <utility>

namespace vci::ui {

namespace {

constexpr int kKeyLines = 4;
constexpr int kOtherLines = 2;
constexpr int kTextPx = 6;

std::vector<json::Value> linesOf(const QPlainTextEdit& list)
{
    std::vector<json::Value> lines;
    for (const QString& line : list.toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        if (const QString text = line.trimmed(); !text.isEmpty()) lines.push_back(json::Value::string(text.toStdString()));
    return lines;
}

/// A number, null where nothing was typed; what is no number stays what it is, for the refusal to name it.
json::Value numberOf(const QLineEdit& field)
{
    const std::string text = field.text().trimmed().toStdString();
    if (text.empty()) return {};
    const bool isNumber = text.find_first_not_of("0123456789") == std::string::npos && (text.size() == 1 || text.front() != '0');
    return isNumber ? json::Value::number(text) : json::Value::string(text);
}

QString joined(const std::vector<std::string>& lines)
{
    QStringList words;
    for (const std::string& line : lines) words += QString::fromStdString(line);
    return words.join(QLatin1Char('\n'));
}

}  // namespace

TrustDialog::TrustDialog(IntegrityServices services, QWidget* parent)
    : QDialog(parent)
    , m_services(std::move(services))
    , m_thread(std::make_unique<QThreadPool>())
    , m_file(new QLabel(this))
    , m_keys(new LinesEdit(kKeyLines, this))
    , m_chain(new QLineEdit(this))
    , m_senders(new LinesEdit(kOtherLines, this))
    , m_endpoints(new LinesEdit(kOtherLines, this))
    , m_confirmations(new QLineEdit(this))
    , m_stampers(new QLabel(this))
    , m_answer(new QLabel(this))
{
    m_thread->setMaxThreadCount(1);
    build();
    for (QPlainTextEdit* list : {m_keys, m_senders, m_endpoints})
        connect(list, &QPlainTextEdit::textChanged, this, &TrustDialog::check);
    for (QLineEdit* field : {m_chain, m_confirmations}) connect(field, &QLineEdit::textChanged, this, &TrustDialog::check);
    run(m_services.trust, [this](const Result<TrustSettings>& settings) { fill(settings); });
    check();
}

TrustDialog::~TrustDialog()
{
    m_thread->waitForDone();
}

void TrustDialog::build()
{
    setWindowTitle(tr("Trust settings"));
    setMinimumWidth(600);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(10);
    auto* what =
        new QLabel(tr("Whom you believe when evidence is checked. It comes from here alone, never from the source that is "
                      "judged."),
                   this);
    for (QLabel* label : {what, m_file, m_stampers, m_answer}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_file->setProperty("look", QStringLiteral("secondary"));
    m_file->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(what);
    layout->addWidget(m_file);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignTop);
    const auto add = [&](const QString& name, QWidget* field) {
        field->setAccessibleName(name);
        form->addRow(name, field);
    };
    add(tr("Keys, one a line"), m_keys);
    add(tr("Chain id"), m_chain);
    add(tr("Senders, one a line"), m_senders);
    add(tr("Nodes, one a line"), m_endpoints);
    add(tr("Confirmations"), m_confirmations);
    m_stampers->setContentsMargins(0, kTextPx, 0, 0);  // on the line of its name, which stands where a field's text does
    form->addRow(tr("Time stamps by"), m_stampers);
    m_keys->setPlaceholderText(tr("verifier keys of logs and examiners: voicecore/…+hash+key"));
    m_chain->setPlaceholderText(tr("of the chain that anchors must be on, such as 1"));
    m_senders->setPlaceholderText(tr("addresses that may anchor: 0x and 40 hex digits"));
    m_endpoints->setPlaceholderText(tr("https://… of nodes that are asked; several are compared"));
    m_confirmations->setPlaceholderText(tr("empty: the chain's own finality"));
    layout->addLayout(form);
    m_answer->setMinimumHeight(36);
    m_answer->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    layout->addWidget(m_answer);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_save = buttons->addButton(tr("Save"), QDialogButtonBox::ActionRole);
    m_save->setDefault(true);
    layout->addWidget(buttons);
    connect(m_save, &QPushButton::clicked, this, &TrustDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void TrustDialog::run(std::function<Result<TrustSettings>()> work, std::function<void(Result<TrustSettings>)> done)
{
    const QPointer<TrustDialog> self(this);
    m_thread->start([self, work = std::move(work), done = std::move(done), application = QCoreApplication::instance()] {
        auto result = std::make_shared<Result<TrustSettings>>(work());
        QMetaObject::invokeMethod(
            application,
            [self, done, result] {
                if (self) done(std::move(*result));
            },
            Qt::QueuedConnection);
    });
}

void TrustDialog::fill(const Result<TrustSettings>& settings)
{
    m_isRead = settings.ok();
    if (!settings.ok()) {
        m_file->setText(tr("The trust file is refused: nothing can be verified before it is mended in an editor, or removed. %1")
                            .arg(format::error(settings.error())));
        return check();
    }
    const TrustSettings& found = settings.value();
    m_file->setText(found.isThere ? format::plain(found.file) : tr("%1, which is not there yet").arg(format::plain(found.file)));
    std::vector<std::string> keys;
    for (const integrity::VerifierKey& key : found.trust.keys) keys.push_back(key.toString());
    m_keys->setPlainText(joined(keys));
    m_senders->setPlainText(joined(found.trust.senders));
    m_endpoints->setPlainText(joined(found.trust.endpoints));
    m_chain->setText(found.trust.chainId ? QString::number(*found.trust.chainId) : QString());
    m_confirmations->setText(found.trust.confirmations ? QString::number(*found.trust.confirmations) : QString());
    m_authorities = found.trust.timestampAuthorities;
    m_stampers->setText(stampersText());
    m_before = text();
    check();
    m_keys->setFocus();  // it was disabled until now
}

QString TrustDialog::stampersText() const
{
    if (m_authorities.empty())
        return tr("nobody: no time stamp counts. To trust an authority, name its certificate in the file above, in the list "
                  "timestamp_authorities.");
    QStringList names;
    for (const std::string& one : m_authorities)
        names += integrity::Trust::isPem(one) ? tr("a certificate in the file itself") : format::plain(one);
    return tr("%1 (changed in the file alone)").arg(names.join(QStringLiteral(", ")));
}

QString TrustDialog::refusal(const Error& error) const
{
    QString words = format::error(error);
    const QString pointer = format::plain(error.place.pointer.value_or(std::string()));
    const QStringList place = pointer.split(QLatin1Char('/'));
    const std::array<std::pair<const char*, const char*>, 5> names = {{{"keys", QT_TR_NOOP("Keys")},
                                                                       {"chain_id", QT_TR_NOOP("Chain id")},
                                                                       {"senders", QT_TR_NOOP("Senders")},
                                                                       {"endpoints", QT_TR_NOOP("Nodes")},
                                                                       {"confirmations", QT_TR_NOOP("Confirmations")}}};
    for (const auto& [member, name] : names) {
        if (place.value(1) != QLatin1String(member)) continue;
        // The field's own name before what only the file calls so.
        const QString field = place.size() > 2 ? tr("%1, entry %2 (%3)").arg(tr(name)).arg(place.at(2).toInt() + 1).arg(pointer)
                                               : tr("%1 (%2)").arg(tr(name), pointer);
        return words.replace(pointer, field);
    }
    return words;
}

std::string TrustDialog::text() const
{
    std::vector<json::Value::Member> members = {{"keys", json::Value::array(linesOf(*m_keys))},
                                                {"chain_id", numberOf(*m_chain)},
                                                {"senders", json::Value::array(linesOf(*m_senders))},
                                                {"endpoints", json::Value::array(linesOf(*m_endpoints))},
                                                {"confirmations", numberOf(*m_confirmations)}};
    if (!m_authorities.empty()) {
        std::vector<json::Value> authorities;
        for (const std::string& one : m_authorities) authorities.push_back(json::Value::string(one));
        members.emplace_back("timestamp_authorities", json::Value::array(std::move(authorities)));
    }
    return json::dump(json::Value::object(std::move(members))) + '\n';
}

void TrustDialog::check()
{
    const std::string now = text();
    const auto read = integrity::Trust::parse(now);
    for (QWidget* field : {static_cast<QWidget*>(m_keys), static_cast<QWidget*>(m_chain), static_cast<QWidget*>(m_senders),
                           static_cast<QWidget*>(m_endpoints), static_cast<QWidget*>(m_confirmations)})
        field->setEnabled(m_isRead);
    m_save->setEnabled(m_isRead && read.ok() && now != m_before);
    m_answer->setText(m_isRead && !read.ok() ? refusal(read.error()) : QString());
    setLook(m_answer, QStringLiteral("error"));
}

void TrustDialog::save()
{
    if (!m_save->isEnabled()) return;
    m_save->setEnabled(false);
    run([save = m_services.saveTrust, now = text()] { return save(now); },
        [this](const Result<TrustSettings>& written) {
            if (written.ok()) {
                Q_EMIT saved();
                return QDialog::accept();
            }
            check();
            m_answer->setText(format::error(written.error()));
        });
}

}  // namespace vci::ui
