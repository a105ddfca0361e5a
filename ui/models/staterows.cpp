// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/staterows.h"

#include "core/json/read.h"
#include "core/json/value.h"
#include "ui/format/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace vci::ui {

namespace {

constexpr std::size_t kStopEvery = 1024;
constexpr int kMaxTipChars = 2000;

std::string decodedToken(std::string_view token)
{
    std::string out;
    out.reserve(token.size());
    for (std::size_t i = 0; i < token.size(); ++i) {
        const bool escape = token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1');
        out.push_back(escape ? (token[i + 1] == '0' ? '~' : '/') : token[i]);
        if (escape) ++i;
    }
    return out;
}

QString tokenName(std::string_view token)
{
    return token.empty() ? QStringLiteral("\"\"") : format::plain(decodedToken(token));
}

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Walks leaves in path order and puts the names of the objects above them between.
class RowMaker {
public:
    RowMaker(const replay::Timeline& timeline, const QSet<QString>& expanded, StateTable& table)
        : m_timeline(timeline)
        , m_expanded(expanded)
        , m_table(table)
    {
    }

    void setChanged(std::unordered_set<std::string> paths) { m_changed = std::move(paths); }

    void addLeaf(replay::FieldBlame& blame)
    {
        const std::vector<std::string_view> tokens = groupTokens(blame.path);
        enterGroups(tokens, blame.path);
        StateRow row;
        row.key = toQString(blame.path);
        row.field = row.key;
        row.indent = static_cast<int>(m_open.size());
        row.name = leafName(blame.path);
        row.changes = blame.changes;
        row.changedHere = m_changed.contains(blame.path);
        setEvent(row, blame.setBy);
        row.text = bounded(format::value(std::string_view(blame.value)));
        row.raw = std::move(blame.value);
        row.expandable = row.raw.size() > 2 && row.raw.front() == '[';
        row.expanded = row.expandable && m_expanded.contains(row.field);
        for (const OpenGroup& group : m_open) noteLeaf(m_table.rows[group.row], row);
        m_table.rows.push_back(std::move(row));
        ++m_table.leaves;
        if (m_table.rows.back().expanded) addItems(m_table.rows.size() - 1);
    }

private:
    struct OpenGroup {
        std::string token;
        std::size_t pathEnd;  ///< length of the pointer up to and with the token
        std::size_t row;
    };

    /// The tokens above the leaf, bounded in number.
    static std::vector<std::string_view> groupTokens(std::string_view path)
    {
        std::vector<std::string_view> tokens;
        std::size_t begin = 1;
        while (begin <= path.size() && tokens.size() < kMaxGroupLevels) {
            const std::size_t end = path.find('/', begin);
            if (end == std::string_view::npos) break;
            tokens.push_back(path.substr(begin, end - begin));
            begin = end + 1;
        }
        return tokens;
    }

    void enterGroups(const std::vector<std::string_view>& tokens, std::string_view path)
    {
        std::size_t same = 0;
        while (same < m_open.size() && same < tokens.size() && m_open[same].token == tokens[same]) ++same;
        m_open.erase(m_open.begin() + static_cast<std::ptrdiff_t>(same), m_open.end());
        for (std::size_t i = same; i < tokens.size(); ++i) {
            const std::size_t before = m_open.empty() ? 0 : m_open.back().pathEnd;
            const std::size_t end = before + 1 + tokens[i].size();
            StateRow row;
            row.kind = StateRow::Kind::Group;
            row.field = toQString(path.substr(0, end));
            row.key = row.field + QLatin1Char('/');
            row.name = tokenName(tokens[i]);
            row.indent = static_cast<int>(i);
            row.leaves = 0;
            m_open.push_back({std::string(tokens[i]), end, m_table.rows.size()});
            m_table.rows.push_back(std::move(row));
        }
    }

    QString leafName(std::string_view path) const
    {
        const std::size_t begin = m_open.empty() ? 0 : m_open.back().pathEnd;
        const std::string_view rest = path.substr(std::min(begin + 1, path.size()));
        return rest.find('/') == std::string_view::npos ? tokenName(rest) : bounded(format::plain(rest), 200);
    }

    void setEvent(StateRow& row, std::size_t index)
    {
        const replay::EventHead head = m_timeline.eventAt(index);
        row.setBy = index;
        row.sequence = head.sequence.value();
        QString& type = m_types[head.eventType];
        if (type.isNull()) type = format::plain(head.eventType);
        row.eventType = type;
    }

    static void noteLeaf(StateRow& group, const StateRow& leaf)
    {
        ++group.leaves;
        group.changedHere = group.changedHere || leaf.changedHere;
        if (!group.setBy || *group.setBy < *leaf.setBy) {
            group.setBy = leaf.setBy;
            group.sequence = leaf.sequence;
            group.eventType = leaf.eventType;
        }
    }

    void addItems(std::size_t arrayRow)
    {
        struct Pending {
            const json::Value* value;
            QString key;
            QString name;
            int indent;
        };
        const json::LenientRead read = json::readLenient(m_table.rows[arrayRow].raw);
        if (!read.value.isArray()) return;
        const QString field = m_table.rows[arrayRow].field;
        std::vector<Pending> stack;
        const auto push = [&stack](const json::Value& parent, const QString& key, int indent) {
            // Backwards, so that the first item is taken from the stack first; no more than can be shown.
            const std::size_t count = parent.isArray() ? parent.items().size() : parent.members().size();
            for (std::size_t i = std::min<std::size_t>(count, kMaxItemRows + 1); i-- > 0;) {
                const QString step = QString::number(i);
                const bool array = parent.isArray();
                stack.push_back({array ? &parent.items()[i] : &parent.members()[i].second, key + QLatin1Char('/') + step,
                                 array ? step : tokenName(parent.members()[i].first), indent});
            }
        };
        push(read.value, field + QStringLiteral("/["), m_table.rows[arrayRow].indent + 1);
        for (int shown = 0; !stack.empty(); ++shown) {
            const Pending item = std::move(stack.back());
            stack.pop_back();
            StateRow row;
            row.kind = shown < kMaxItemRows ? StateRow::Kind::Item : StateRow::Kind::More;
            row.key = item.key;
            row.field = field;
            row.indent = item.indent;
            if (row.kind == StateRow::Kind::More) {
                row.key = field + QStringLiteral("/[more");
                row.indent = m_table.rows[arrayRow].indent + 1;
                row.name = QStringLiteral("…");
                row.text = QCoreApplication::translate("StateRows", "more items: copy the field to see all");
                m_table.rows.push_back(std::move(row));
                return;
            }
            row.name = item.name;
            row.raw = json::dump(*item.value);
            if (item.value->isLeaf() && !item.value->isArray()) {
                row.text = bounded(format::value(*item.value));
            } else if (item.indent < kMaxGroupLevels) {
                push(*item.value, item.key, item.indent + 1);
            } else {
                row.text = bounded(format::plain(row.raw));
            }
            m_table.rows.push_back(std::move(row));
        }
    }

    const replay::Timeline& m_timeline;
    const QSet<QString>& m_expanded;
    StateTable& m_table;
    std::vector<OpenGroup> m_open;
    std::unordered_set<std::string> m_changed;
    std::unordered_map<std::string_view, QString> m_types;
};

}  // namespace

StateTable stateTable(std::shared_ptr<const replay::Timeline> of, replay::Position position, const QSet<QString>& expanded,
                      std::stop_token stop)
{
    StateTable table;
    if (!of) return table;
    table.timeline = std::move(of);
    const auto& timeline = table.timeline;
    table.position = std::min(position, timeline->size());
    if (table.position == 0) return table;
    std::vector<replay::FieldBlame> fields = timeline->blameAt(table.position);
    table.rows.reserve(fields.size() + 8);
    RowMaker maker(*timeline, expanded, table);
    std::unordered_set<std::string> changed;
    for (replay::FieldChange& change : timeline->changesOf(table.position - 1)) changed.insert(std::move(change.path));
    maker.setChanged(std::move(changed));
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i % kStopEvery == 0 && stop.stop_requested()) break;
        maker.addLeaf(fields[i]);
    }
    return table;
}

QString fieldName(const QString& pointer)
{
    const std::string utf8 = pointer.toStdString();
    QStringList names;
    std::size_t begin = 1;
    while (begin <= utf8.size()) {
        const std::size_t end = std::min(utf8.find('/', begin), utf8.size());
        names.append(tokenName(std::string_view(utf8).substr(begin, end - begin)));
        begin = end + 1;
    }
    return bounded(names.join(QLatin1Char('.')), 200);
}

QString copyText(const std::string& canonicalJson)
{
    if (canonicalJson.empty() || canonicalJson.front() != '"') return toQString(canonicalJson);
    const json::LenientRead read = json::readLenient(canonicalJson);
    return toQString(read.value.isString() ? read.value.asText() : canonicalJson);
}

QString bounded(const QString& text, int maxChars)
{
    if (text.size() <= maxChars) return text;
    const qsizetype cut = text.at(maxChars - 1).isHighSurrogate() ? maxChars - 1 : maxChars;
    return text.left(cut) + QStringLiteral("…");
}

QString plainToolTip(const QString& text)
{
    if (text.isEmpty()) return {};
    return QStringLiteral("<p style='white-space:pre-wrap'>%1</p>").arg(bounded(text, kMaxTipChars).toHtmlEscaped());
}

}  // namespace vci::ui
