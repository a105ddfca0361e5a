// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/sealdialog.h"

#include "core/base/hex.h"
#include "ui/format/text.h"
#include "ui/state/casework.h"
#include "ui/theme/look.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace vci::ui {

SealDialog::SealDialog(CaseWork& work, const QString& name, QWidget* parent)
    : QDialog(parent)
    , m_work(work)
    , m_key(new QLineEdit(qEnvironmentVariable("VCI_KEY"), this))
    , m_browse(new QPushButton(tr("Choose…"), this))
    , m_make(new QPushButton(tr("Make a key…"), this))
    , m_understood(new QCheckBox(tr("I have added all that belongs into this case"), this))
    , m_answer(words({}, this))
{
    build(name);
    connect(m_key, &QLineEdit::textChanged, this, &SealDialog::check);
    connect(m_understood, &QCheckBox::toggled, this, &SealDialog::check);
    connect(m_browse, &QPushButton::clicked, this, &SealDialog::browse);
    connect(m_make, &QPushButton::clicked, this, &SealDialog::makeKey);
    connect(m_seal, &QPushButton::clicked, this, &SealDialog::seal);
    connect(&m_work, &CaseWork::keyMade, this, [this](const QString& file, const QString& verifierKey) {
        m_key->setText(file);
        say(tr("The key is in %1: keep it to yourself. Whoever checks the seal needs its other half, for the trust file: %2")
                .arg(file, verifierKey),
            false);
    });
    connect(&m_work, &CaseWork::failed, this, [this](const Error& error) {
        say(format::error(error), true);
        check();
    });
    connect(&m_work, &CaseWork::sealed, this, [this](const casefile::SealState&) { QDialog::accept(); });
    check();
}

void SealDialog::build(const QString& name)
{
    setWindowTitle(tr("Seal the case"));
    setMinimumWidth(540);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(words(name, this, "title"));
    layout->addWidget(
        words(tr("A seal is your signature under every byte of the file. From then on nothing can be added to it or "
                 "changed in it, by anybody: the program refuses it if a single bit is another."),
              this));
    layout->addWidget(
        words(tr("It cannot be taken back. To go on, export the sealed case into a new one. What is done with the sealed "
                 "case is recorded in a custody log beside it."),
              this));
    auto* ask = words(tr("Your examiner's key, a file that only you can read:"), this);
    ask->setBuddy(m_key);
    layout->addWidget(ask);
    m_key->setAccessibleName(tr("File of the examiner's key"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_key, 1);
    row->addWidget(m_browse);
    row->addWidget(m_make);
    layout->addLayout(row);
    layout->addWidget(m_understood);
    m_answer->setMinimumHeight(48);
    m_answer->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_answer->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(m_answer);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_seal = buttons->addButton(tr("Seal"), QDialogButtonBox::ActionRole);
    m_seal->setDefault(true);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &SealDialog::reject);
    m_key->setFocus();
}

void SealDialog::check()
{
    const bool isIdle = !m_work.isSealing();
    for (QWidget* each : {static_cast<QWidget*>(m_key), static_cast<QWidget*>(m_browse), static_cast<QWidget*>(m_make),
                          static_cast<QWidget*>(m_understood)})
        each->setEnabled(isIdle);
    m_seal->setEnabled(isIdle && m_understood->isChecked() && !m_key->text().trimmed().isEmpty());
}

void SealDialog::say(const QString& text, bool isError)
{
    m_answer->setText(text);
    setLook(m_answer, isError ? QStringLiteral("error") : QString());
}

void SealDialog::browse()
{
    auto* dialog = new QFileDialog(this, tr("Choose the examiner's key"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_key, &QLineEdit::setText);
    dialog->open();
}

void SealDialog::makeKey()
{
    auto* dialog = new QFileDialog(this, tr("Make an examiner's key"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite);  // a key is never written over
    dialog->selectFile(QStringLiteral("examiner.key"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& file) { m_work.makeKey(file, qEnvironmentVariable("USER", QStringLiteral("examiner"))); });
    dialog->open();
}

void SealDialog::seal()
{
    if (!m_seal->isEnabled()) return;
    m_work.seal(m_key->text().trimmed());
    if (!m_work.isSealing()) return say(m_work.whyNotWritable(), true);
    say(tr("Sealing: the file is packed, hashed and signed…"), false);
    check();
}

void SealDialog::reject()
{
    // What is half sealed comes to its end, which this waits to tell.
    if (!m_work.isSealing()) QDialog::reject();
}

}  // namespace vci::ui
