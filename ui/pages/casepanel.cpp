// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/casepanel.h"

#include "ui/format/text.h"
#include "ui/models/casenotesmodel.h"
#include "ui/models/staterows.h"
#include "ui/state/casework.h"
#include "ui/state/session.h"
#include "ui/widgets/detailstext.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/quiettable.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace vci::ui {

namespace {

using casefile::CaseNote;
using Kind = EmptyState::Kind;

QLabel* plainLabel(QWidget* parent, const char* look)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("look", QString::fromLatin1(look));
    label->setWordWrap(true);
    return label;
}

/// A log's or a key's name with its long parts cut: the whole is in the tool tip.
QString shortened(const std::string& name)
{
    constexpr qsizetype kMost = 12;
    constexpr qsizetype kKept = 8;
    QStringList parts = format::plain(name.substr(0, name.find('+'))).split(QLatin1Char('/'));
    for (QString& part : parts)
        if (part.size() > kMost) part = part.left(kKept) + QStringLiteral("…");
    return parts.join(QLatin1Char('/'));
}

/// Does what the action does, as far as it can be done, and says why where it cannot.
QPushButton* buttonFor(QAction* action, const QString& text, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setProperty("look", QStringLiteral("chip"));
    const auto follow = [button, action] {
        button->setEnabled(action->isEnabled());
        button->setToolTip(action->isEnabled() ? QString() : action->toolTip());
    };
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    follow();
    return button;
}

}  // namespace

CasePanel::CasePanel(Session& session, CaseWork& work, const Doors& doors, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_work(work)
    , m_model(new CaseNotesModel(this))
    , m_title(plainLabel(this, "strong"))
    , m_facts(plainLabel(this, "secondary"))
    , m_chips(new QWidget(this))
    , m_view(new QuietTable(m_model, {{QuietTable::kWhole, 130}, {200, 4000}, {60, 190}, {40, 160}, {QuietTable::kWhole, 220}},
                            CaseNotesModel::TextColumn, CaseNotesModel::ToneRole, this))
    , m_details(new DetailsText(tr("The note"), this))
    , m_empty(new EmptyState(this))
    , m_newCase(doors.newCase)
{
    build(doors);
    connect(&m_work, &CaseWork::changed, this, &CasePanel::refresh);
    connect(&m_work, &CaseWork::noteAdded, this, [this](const CaseNote& note) { m_added = note.n; });
    connect(&m_session, &Session::zoneChanged, m_model, &CaseNotesModel::setZone);
    connect(&m_session, &Session::zoneChanged, this, &CasePanel::refreshHead);
    connect(m_view, &RowsView::rowActivated, this, [this](const QModelIndex& index) { open(index.row()); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &CasePanel::explain);
    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        if (!m_work.isCase()) return m_newCase->trigger();
        m_work.read();
    });
    m_model->setZone(m_session.zone());
    refresh();
}

void CasePanel::build(const Doors& doors)
{
    setProperty("look", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_view->setAccessibleName(tr("Notes of the case"));
    m_view->setCopyRole(CaseNotesModel::CopyRole);
    m_view->setExpendable({CaseNotesModel::AboutColumn, CaseNotesModel::AuthorColumn});
    m_view->setMostLines(2);

    auto* flow = new FlowLayout(m_chips, 6);
    flow->setContentsMargins(0, 0, 0, 0);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    m_chips->setSizePolicy(policy);
    m_chips->setAccessibleName(tr("Kinds of notes"));
    for (const CaseNote::Kind kind : {CaseNote::Kind::Note, CaseNote::Kind::Bookmark, CaseNote::Kind::Finding}) {
        auto* chip = new QPushButton(m_chips);
        chip->setProperty("look", QStringLiteral("chip"));
        chip->setCheckable(true);
        flow->addWidget(chip);
        connect(chip, &QPushButton::clicked, this, [this, chip, kind](bool checked) {
            for (auto* other : m_chips->findChildren<QPushButton*>())
                if (other != chip) other->setChecked(false);
            chooseKind(checked ? std::optional(kind) : std::nullopt);
        });
    }

    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_title, 1);
    head->addWidget(buttonFor(doors.addNote, tr("Add a note…"), this));
    head->addWidget(buttonFor(doors.bookmark, tr("Bookmark"), this));
    head->addWidget(buttonFor(doors.newCase, tr("New case…"), this));
    head->addWidget(buttonFor(doors.seal, tr("Seal…"), this));
    auto* top = new QVBoxLayout;
    top->setContentsMargins(12, 4, 12, 4);
    top->setSpacing(4);
    top->addLayout(head);
    top->addWidget(m_facts);
    top->addWidget(m_chips);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_details);
    layout->addWidget(m_empty, 1);
}

void CasePanel::takeFocus()
{
    (m_view->isVisible() ? static_cast<QWidget*>(m_view) : m_empty)->setFocus(Qt::ShortcutFocusReason);
}

void CasePanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    readIfNeeded();
}

void CasePanel::readIfNeeded()
{
    if (isVisible()) m_work.readIfNeeded();
}

void CasePanel::refresh()
{
    readIfNeeded();
    const auto& contents = m_work.contents();
    const bool hadFocus = m_empty->hasFocus();
    const int stood = m_view->currentIndex().row();
    const auto standing = stood >= 0 && stood < m_model->rowCount() ? std::optional(m_model->at(stood).n) : std::nullopt;
    m_model->setNotes(contents ? contents->notes : std::vector<CaseNote>());
    refreshHead();
    const bool any = m_model->rowCount() > 0;
    m_view->setVisible(any);
    m_empty->setVisible(!any);
    m_chips->setVisible(contents && !contents->notes.empty());
    if (!any) m_details->tell({});
    if (any) {
        const auto wanted = m_added ? m_added : standing;
        const int row = wanted ? std::max(0, m_model->rowOf(*wanted)) : 0;
        if (m_added && m_model->rowOf(*m_added) >= 0) m_added.reset();
        m_view->setCurrentIndex(m_model->index(row, 0));
        if (hadFocus) takeFocus();
    } else if (!m_work.isCase()) {
        m_empty->show(Kind::NotRecorded, tr("This source is no case"),
                      tr("A case is a file of its own: chosen events with what proves them, your notes, and a custody log of who "
                         "handled it."),
                      m_newCase->isEnabled() ? tr("New case from a selection…") : QString());
    } else if (m_work.error()) {
        m_empty->show(Kind::NotPermitted, tr("The case cannot be read"), format::error(*m_work.error()), tr("Read again"));
    } else if (!contents) {
        m_empty->show(Kind::Loading, tr("Reading the case…"));
    } else if (!contents->notes.empty()) {
        m_empty->show(Kind::NothingMatches, tr("None of this kind"));
    } else {
        m_empty->show(Kind::NoEvents, tr("No notes yet"),
                      m_work.canWrite() ? tr("Ctrl+M adds a note on the event of the playhead, Ctrl+B a bookmark.")
                                        : m_work.whyNotWritable());
    }
}

void CasePanel::explain()
{
    const int row = m_view->currentIndex().row();
    m_details->tell(m_view->isVisibleTo(this) && row >= 0 && row < m_model->rowCount() ? m_model->details(row) : QString());
}

void CasePanel::refreshHead()
{
    const auto& contents = m_work.contents();
    const auto& info = m_session.info();
    m_facts->setVisible(contents.has_value());
    m_title->setText(info && m_work.isCase() ? format::plain(info->label) + (m_work.isSealed() ? tr(" · sealed") : QString())
                                             : tr("No case is open"));
    if (!contents) return;
    const format::Zone zone = m_session.zone();
    QStringList parts;
    parts +=
        contents->info.createdBy.empty()
            ? tr("made %1").arg(format::dateTime(contents->info.createdAt, zone))
            : tr("made %1 by %2").arg(format::dateTime(contents->info.createdAt, zone), format::plain(contents->info.createdBy));
    if (contents->info.origin) parts += tr("exported from %1").arg(shortened(*contents->info.origin));
    if (contents->seal) {
        const auto& at = contents->info.sealedAt;
        parts +=
            tr("sealed%1 by %2")
                .arg(at ? QLatin1Char(' ') + format::dateTime(*at, zone) : QString(), shortened(contents->seal->key.toString()));
    }
    m_facts->setText(parts.join(QStringLiteral(" · ")));
    QStringList whole;
    if (contents->info.origin) whole += format::plain(*contents->info.origin);
    if (contents->seal) whole += format::plain(contents->seal->key.toString());
    m_facts->setToolTip(plainToolTip(whole.join(QLatin1Char('\n'))));
    const auto chips = m_chips->findChildren<QPushButton*>();
    const std::pair<QString, CaseNote::Kind> kinds[] = {{tr("Notes"), CaseNote::Kind::Note},
                                                        {tr("Bookmarks"), CaseNote::Kind::Bookmark},
                                                        {tr("Findings"), CaseNote::Kind::Finding}};
    for (qsizetype i = 0; i < chips.size(); ++i)
        chips[i]->setText(QStringLiteral("%1 %2").arg(kinds[i].first, format::count(m_model->countOf(kinds[i].second))));
}

void CasePanel::chooseKind(std::optional<CaseNote::Kind> kind)
{
    m_model->setKind(kind);
    refresh();
}

void CasePanel::open(int row)
{
    const CaseNote& note = m_model->at(row);
    if (note.aggregateId && note.eventId)
        m_session.focusBus().openEvent(*note.aggregateId, *note.eventId);
    else if (note.aggregateId)
        m_session.focusBus().openAggregate(*note.aggregateId);
}

}  // namespace vci::ui
