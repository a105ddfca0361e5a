// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/schemadialog.h"

#include "ui/format/text.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace vci::ui {

namespace {

constexpr QSize kSize(640, 420);

QString findingLines(const Finding& finding)
{
    QString text = QStringLiteral("⚠ ") + format::plain(finding.message);
    if (!finding.expected.empty()) text += u'\n' + SchemaDialog::tr("    shipped: %1").arg(format::plain(finding.expected));
    if (!finding.found.empty()) text += u'\n' + SchemaDialog::tr("    found:   %1").arg(format::plain(finding.found));
    return text;
}

QString allLines(const store::DatabaseStatus& status)
{
    QStringList parts;
    if (status.bypassesRowSecurity) {
        parts += SchemaDialog::tr("⚠ The login %1 bypasses row security: only this program's own filter keeps the tenants apart. "
                                  "Use a login that is no superuser and has no BYPASSRLS.")
                     .arg(format::plain(status.login));
    }
    for (const Finding& finding : status.findings) parts += findingLines(finding);
    return parts.join(QStringLiteral("\n\n"));
}

}  // namespace

QString schemaChip(const store::DatabaseStatus& status)
{
    QStringList parts;
    if (const auto count = std::ssize(status.findings); count > 0)
        parts += count == 1 ? SchemaDialog::tr("1 schema finding") : SchemaDialog::tr("%1 schema findings").arg(count);
    if (status.bypassesRowSecurity) parts += SchemaDialog::tr("bypasses row security");
    return parts.isEmpty() ? QString() : QStringLiteral("⚠ ") + parts.join(QStringLiteral(" · "));
}

SchemaDialog::SchemaDialog(const store::DatabaseStatus& status, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Schema and login"));
    resize(kSize);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(12);
    auto* head = new QLabel(tr("%1, schema %2").arg(format::plain(status.label), format::plain(status.schema)), this);
    head->setTextFormat(Qt::PlainText);
    head->setProperty("look", QStringLiteral("title"));
    auto* text = new QPlainTextEdit(allLines(status), this);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setAccessibleName(tr("Findings"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    layout->addWidget(head);
    layout->addWidget(text, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

}  // namespace vci::ui
