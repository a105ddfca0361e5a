// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/triagemodel.h"

#include "ui/format/text.h"
#include "ui/models/leafcomparison.h"
#include "ui/models/staterows.h"
#include "ui/models/tone.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>
#include <utility>

namespace vci::ui {

namespace {

/// Which part of the event a field belongs to, in the order in which the parts are shown.
enum class Part { Content, Event, ReadModel, Metadata };

QString tr(const char* text)
{
    return TriageModel::tr(text);
}

/// A field of the leaf that is one of the event's own; empty: of the content or the metadata.
QString ownName(const QString& member)
{
    static const std::array<std::pair<const char*, const char*>, 12> names = {
        {{"aggregate_id", QT_TRANSLATE_NOOP("vci::ui::TriageModel", "Id of the aggregate")},
         {"aggregate_type", QT_TRANSLATE_NOOP("vci::ui::TriageModel", "Kind of aggregate")},
         {"causation_id", QT_TRANSLATE_NOOP("vci::ui::TriageModel", "Id of the cause")},
         {"correlation_id", QT_TRANSLATE_NOOP("vci::ui::TriageModel", "Correlation")},
         {"event_data", QT_TRANSLATE_NOOP("vci::ui::TriageModel", "Content")},
         {"event_type", QT_TRANSLATE_NOOP("vci::ui::TriageModel", "Kind of event")},
         {"event_version", QT_TRANSLATE_NOOP("vci::ui::TriageModel", "Version of that kind")},
         {"id", QT_TRANSLATE_NOOP("vci::ui::TriageModel", "Id of the event")},
         {"metadata", QT_TRANSLATE_NOOP("vci::ui::TriageModel", "Metadata")},
         {"sequence_number", QT_TRANSLATE_NOOP("vci::ui::TriageModel", "Number in the aggregate")},
         {"tenant_id", QT_TRANSLATE_NOOP("vci::ui::TriageModel", "Id of the tenant")},
         {"timestamp", QT_TRANSLATE_NOOP("vci::ui::TriageModel", "Time")}}};
    for (const auto& [name, words] : names)
        if (member == QLatin1String(name)) return tr(words);
    return member;
}

/// The words for a JSON Pointer into the leaf, and the part that it points to.
std::pair<QString, Part> fieldWords(const QString& pointer)
{
    QStringList tokens = pointer.split(QLatin1Char('/')).mid(1);
    for (QString& token : tokens)
        token.replace(QLatin1String("~1"), QLatin1String("/")).replace(QLatin1String("~0"), QLatin1String("~"));
    if (tokens.isEmpty()) return {pointer, Part::Event};
    const QString first = tokens.takeFirst();
    const QString separator = QStringLiteral(" › ");
    if (tokens.isEmpty()) return {ownName(first), Part::Event};
    if (first == QLatin1String("event_data")) return {tokens.join(separator), Part::Content};
    return {ownName(first) + separator + tokens.join(separator), Part::Metadata};
}

/// What would be read as something else than a text: a number, a word of JSON, or what this table says of a field.
bool readsAsOther(const QString& text)
{
    static const QRegularExpression scalar(
        QStringLiteral("\\A(?:-?[0-9][0-9.]*(?:[eE][-+]?[0-9]+)?|true|false|null|[{\\[].*)\\z"),
        QRegularExpression::DotMatchesEverythingOption);
    const QStringList own = {tr("not there"), tr("none"), tr("an empty text"), tr("not known"), tr("no log entry")};
    return own.contains(text) || scalar.match(text).hasMatch();
}

/// A JSON scalar, a text without its quotes as far as nothing is lost by that.
QString valueText(const QString& json)
{
    if (json.isEmpty()) return tr("not there");
    if (json == QLatin1String("null")) return tr("none");
    if (json == QLatin1String("\"\"")) return tr("an empty text");
    const bool isText = json.size() > 1 && json.startsWith(QLatin1Char('"')) && json.endsWith(QLatin1Char('"'));
    if (!isText || json.contains(QLatin1Char('\\'))) return json;
    const QString text = json.mid(1, json.size() - 2);
    return readsAsOther(text) ? json : text;
}

bool fits(const std::optional<verify::LeafCopy>& copy, const std::optional<verify::LeafEntry>& logged)
{
    return copy && copy->leaf && logged && logged->hash && copy->hash == logged->hash;
}

TriageRow rowOf(const FieldComparison& field, const Triaged& found)
{
    const bool isThere = found.row.leaf.has_value();
    const bool inCase = found.other && found.other->leaf;
    TriageRow row;
    row.field = fieldWords(field.path).first;
    row.differs = field.differs;
    // compareLeaves() was given the only copy that there is as the row.
    const QString other = !inCase ? QString() : isThere ? field.other : field.row;
    row.now = isThere ? valueText(field.row) : valueText({});
    if (inCase) row.inCase = valueText(other);
    if (fits(found.row, found.logged)) {
        row.proof = Proof::Source;
        row.recorded = row.now;
    } else if (fits(found.other, found.logged)) {
        row.proof = Proof::CaseFile;
        row.recorded = row.inCase;
    } else {
        row.recorded = found.logged ? tr("not known") : tr("no log entry");
    }
    return row;
}

QString textOf(const TriageRow& row, int column)
{
    switch (column) {
    case TriageModel::FieldColumn:
        return (row.differs ? QStringLiteral("✕ ") : QString()) + row.field;
    case TriageModel::NowColumn:
        return row.now;
    case TriageModel::CaseColumn:
        return row.inCase;
    case TriageModel::RecordedColumn:
        return row.recorded;
    default:
        return {};
    }
}

int toneOf(const TriageRow& row, int column)
{
    switch (column) {
    case TriageModel::FieldColumn:
        return row.differs ? Tone::Bad : Tone::Quiet;
    case TriageModel::RecordedColumn:
        if (row.proof == Proof::Nothing) return Tone::Quiet;
        return row.differs ? Tone::Good : Tone::Normal;
    default:
        if (!row.differs) return Tone::Normal;
        return row.proof == (column == TriageModel::NowColumn ? Proof::Source : Proof::CaseFile) ? Tone::Good : Tone::Bad;
    }
}

}  // namespace

std::vector<TriageRow> triageRows(const Triaged& found)
{
    const bool inCase = found.other && found.other->leaf;
    if (!found.row.leaf && !inCase) return {};
    std::vector<std::pair<Part, TriageRow>> rows;
    for (const FieldComparison& field : compareLeaves(found.row.leaf ? *found.row.leaf : *found.other->leaf,
                                                      found.row.leaf && inCase ? found.other->leaf : std::nullopt)) {
        if (field.path == QLatin1String("/leaf")) continue;  // the version of the leaf, not of the event
        rows.emplace_back(fieldWords(field.path).second, rowOf(field, found));
    }
    for (const ModelField& field : found.fields) {
        TriageRow row;
        row.field = tr("%1 in %2").arg(format::plain(field.name), format::plain(field.model));
        row.now = valueText(format::plain(field.value));
        row.recorded = field.isForeign ? tr("a row of the platform, in no log") : tr("a row of a read model, in no log");
        rows.emplace_back(Part::ReadModel, std::move(row));
    }
    std::ranges::stable_sort(rows, [](const auto& a, const auto& b) {
        return std::pair(!a.second.differs, a.first) < std::pair(!b.second.differs, b.first);
    });
    std::vector<TriageRow> sorted;
    sorted.reserve(rows.size());
    for (auto& [part, row] : rows) sorted.push_back(std::move(row));
    return sorted;
}

void TriageModel::setRows(std::vector<TriageRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int TriageModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TriageModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant TriageModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const TriageRow& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return textOf(row, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(textOf(row, index.column()));
    case ToneRole:
        return toneOf(row, index.column());
    case CopyRole:
        return QStringList{row.field, row.now, row.inCase, row.recorded}.join(QLatin1Char('\t'));
    default:
        return {};
    }
}

QVariant TriageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    const QString names[] = {tr("Field"), tr("In the source now"), tr("In the case file"), tr("As it was recorded")};
    return section >= 0 && section < ColumnCount ? names[section] : QString();
}

}  // namespace vci::ui
