// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connectdialog.h"

#include "ui/format/text.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QUrl>
#include <QVBoxLayout>

#include <utility>

namespace vci::ui {

namespace {

struct Tested {
    store::SourceInfo info;
    std::vector<Tenant> tenants;
};

QString encoded(const QString& text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

}  // namespace

QString databaseUri(const DatabaseAddress& address)
{
    QString uri = QStringLiteral("postgresql://");
    if (!address.user.isEmpty()) {
        uri += encoded(address.user);
        if (!address.password.isEmpty()) uri += QLatin1Char(':') + encoded(address.password);
        uri += QLatin1Char('@');
    }
    const bool isIpv6 = address.host.contains(QLatin1Char(':')) && !address.host.startsWith(QLatin1Char('['));
    uri += isIpv6 ? QLatin1Char('[') + address.host + QLatin1Char(']') : encoded(address.host);
    return uri + QStringLiteral(":%1/%2").arg(QString::number(address.port), encoded(address.database));
}

ConnectDialog::ConnectDialog(OpenSource openSource, QWidget* parent)
    : QDialog(parent)
    , m_openSource(std::move(openSource))
{
    setWindowTitle(tr("Connect to PostgreSQL"));
    setMinimumWidth(460);
    buildFields();
    forgetTest();
}

ConnectDialog::~ConnectDialog() = default;

void ConnectDialog::buildFields()
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(12);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    form->setLabelAlignment(Qt::AlignRight);
    m_host = new QLineEdit(QStringLiteral("localhost"), this);
    m_port = new QSpinBox(this);
    m_port->setRange(1, 65535);
    m_port->setValue(5432);
    m_port->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_database = new QLineEdit(this);
    m_user = new QLineEdit(this);
    m_password = new QLineEdit(this);
    m_password->setEchoMode(QLineEdit::Password);
    m_uri = new QLineEdit(this);
    m_uri->setPlaceholderText(tr("or a whole address: postgresql://user@host:5432/database"));
    m_tenants = new QComboBox(this);
    const std::pair<QString, QWidget*> rows[] = {
        {tr("Host"), m_host},         {tr("Port"), m_port}, {tr("Database"), m_database}, {tr("User"), m_user},
        {tr("Password"), m_password}, {tr("URI"), m_uri},   {tr("Tenant"), m_tenants},
    };
    for (const auto& [name, field] : rows) {
        field->setAccessibleName(name);
        form->addRow(name, field);
    }
    layout->addLayout(form);

    m_answer = new QLabel(this);
    m_answer->setTextFormat(Qt::PlainText);
    m_answer->setWordWrap(true);
    m_answer->setMinimumHeight(48);
    m_answer->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    layout->addWidget(m_answer);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_test = buttons->addButton(tr("Test"), QDialogButtonBox::ActionRole);
    m_open = buttons->addButton(tr("Open"), QDialogButtonBox::AcceptRole);
    m_open->setDefault(true);
    layout->addWidget(buttons);
    connect(m_test, &QPushButton::clicked, this, &ConnectDialog::test);
    connect(buttons, &QDialogButtonBox::accepted, this, &ConnectDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &ConnectDialog::reject);
    for (QLineEdit* field : {m_host, m_database, m_user, m_password, m_uri})
        connect(field, &QLineEdit::textChanged, this, &ConnectDialog::forgetTest);
    connect(m_port, &QSpinBox::valueChanged, this, &ConnectDialog::forgetTest);
}

QString ConnectDialog::uri() const
{
    const QString whole = m_uri->text().trimmed();
    if (!whole.isEmpty()) return whole;
    return databaseUri(
        {m_host->text().trimmed(), m_port->value(), m_database->text().trimmed(), m_user->text().trimmed(), m_password->text()});
}

void ConnectDialog::forgetTest()
{
    m_worker.reset();
    m_found.clear();
    m_tenants->clear();
    m_tenants->addItem(tr("Ask when connected"));
    m_tenants->setEnabled(false);
    m_answer->setText(tr("The password stays in memory only. Nothing is written to the database."));
    const bool complete = !m_uri->text().trimmed().isEmpty() || !m_database->text().trimmed().isEmpty();
    m_test->setEnabled(complete);
    m_open->setEnabled(complete);
}

void ConnectDialog::test()
{
    m_answer->setText(tr("Connecting…"));
    const bool hadKeyboard = m_test->hasFocus();
    m_test->setEnabled(false);
    m_worker = std::make_unique<Worker>([open = m_openSource, uri = uri().toStdString()] { return open(uri); });
    m_worker->run<Tested>(
        tr("Testing"),
        [](TaskContext& task) -> Result<Tested> {
            VCI_TRY(auto tenants, task.reader.tenants());
            return Tested{task.reader.info(), std::move(tenants)};
        },
        this,
        [this, hadKeyboard](Result<Tested> tested) {
            m_test->setEnabled(true);
            if (tested.ok())
                showTested(tested.value().info, tested.value().tenants);
            else
                m_answer->setText(format::error(tested.error()));
            // A button that is disabled hands the keyboard on, here to Cancel: it goes to what comes next instead.
            QWidget* next = m_test;
            if (tested.ok()) next = m_tenants->isEnabled() ? static_cast<QWidget*>(m_tenants) : m_open;
            if (hadKeyboard) next->setFocus();
        });
}

void ConnectDialog::showTested(const store::SourceInfo& info, const std::vector<Tenant>& tenants)
{
    const QString kind =
        info.kind == store::SourceKind::HardenedPostgres ? tr("hardened VoiceCore database") : tr("stock VoiceCore database");
    const QString count =
        tenants.size() == 1 ? tr("1 tenant") : tr("%1 tenants").arg(format::count(static_cast<std::int64_t>(tenants.size())));
    QStringList words{tr("Connected to %1: a %2 with %3 in sight of %4.")
                          .arg(format::plain(info.label), kind, count, format::plain(info.login))};
    for (const std::string& notice : info.notices) words << format::plain(notice);
    m_answer->setText(words.join(QLatin1Char(' ')));
    m_found = tenants;
    m_tenants->clear();
    for (const Tenant& tenant : tenants) {
        const QString id = QString::fromStdString(tenant.id.toString());
        m_tenants->addItem(tenant.name.empty() ? id : QStringLiteral("%1 · %2").arg(format::plain(tenant.name), id.left(8)));
    }
    m_tenants->setEnabled(tenants.size() > 1);
}

void ConnectDialog::accept()
{
    std::optional<TenantId> tenant;
    const int row = m_tenants->currentIndex();
    if (row >= 0 && row < static_cast<int>(m_found.size())) tenant = m_found[static_cast<std::size_t>(row)].id;
    Q_EMIT chosen(uri(), tenant);
    QDialog::accept();
}

}  // namespace vci::ui
