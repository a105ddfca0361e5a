// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/leafcomparison.h"

#include "core/base/hex.h"
#include "core/json/leafscan.h"
#include "core/json/pointer.h"
#include "ui/format/text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <map>

namespace vci::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("format", text);
}

/// Takes the leaves of a document by their pointers. No recursion: a foreign payload may nest deeper than the program's stack.
class FieldTaker final : public json::LeafSink {
public:
    void beginObject() override { m_begins.push_back(m_pointer.size()); }
    void key(std::string_view decodedUtf8) override
    {
        m_pointer.resize(m_begins.back());
        json::appendPointerToken(m_pointer, decodedUtf8);
    }
    void leaf(std::string_view canonicalText) override { fields[m_pointer] = canonicalText; }
    void endObject() override
    {
        m_pointer.resize(m_begins.back());
        m_begins.pop_back();
    }

    std::map<std::string, std::string> fields;

private:
    std::string m_pointer;
    std::vector<std::size_t> m_begins;  // where the pointers of the open objects end
};

std::map<std::string, std::string> fieldsOf(const std::string& leaf)
{
    FieldTaker taker;
    json::LeafScanner().scan(leaf, taker);
    return std::move(taker.fields);
}

/// What stands behind the log's entry.
QString supportOf(const verify::Report& report, LogIndex index)
{
    const std::int64_t at = index.value();
    if (at < report.standing.mismatchBelow)
        return tr("A checkpoint or anchor that covers the entry failed: the log itself is in doubt.");
    if (at < report.standing.verifiedBelow) return tr("A final anchor on the chain supports the log's entry.");
    if (at < report.standing.signedBelow)
        return tr("A checkpoint by a trusted key supports the log's entry; no final anchor does.");
    return tr("Only the log itself says so: no trusted key and no anchor supports its entry.");
}

QString hashText(const std::optional<Sha256>& hash)
{
    return hash ? QString::fromStdString(toHex(*hash)) : tr("none");
}

/// The copy, its leaf's hash, and how that stands to the log's.
QStringList copyLines(const QString& title, const verify::LeafCopy& copy, const std::optional<verify::LeafEntry>& logged)
{
    if (!copy.leaf) return {title, tr("    does not hold the event")};
    const bool fits = logged && logged->hash && copy.hash == logged->hash;
    const QString sign = !logged ? QString() : fits ? tr("  ✓ as logged") : tr("  ✕ not as logged");
    return {title, tr("    leaf  %1%2").arg(hashText(copy.hash), sign)};
}

/// What the one copy that there is holds, or where two differ.
QStringList fieldLines(const verify::LeafCopy& row, const std::optional<verify::LeafCopy>& other)
{
    const bool inOther = other && other->leaf;
    QStringList lines{row.leaf && inOther ? tr("Fields, those that differ first: in the row, in the case file")
                      : row.leaf          ? tr("Fields of the row")
                                          : tr("Fields of the copy in the case file")};
    for (const FieldComparison& field :
         compareLeaves(row.leaf ? *row.leaf : *other->leaf, row.leaf && inOther ? other->leaf : std::nullopt)) {
        if (field.differs) {
            lines += QStringLiteral("✕ ") + field.path;
            lines += tr("      row        %1").arg(field.row.isEmpty() ? tr("not there") : field.row);
            lines += tr("      case file  %1").arg(field.other.isEmpty() ? tr("not there") : field.other);
        } else {
            lines += QStringLiteral("  %1  %2").arg(field.path, field.row);
        }
    }
    return lines;
}

}  // namespace

std::vector<FieldComparison> compareLeaves(const std::string& row, const std::optional<std::string>& other)
{
    const auto mine = fieldsOf(row);
    const auto theirs = other ? fieldsOf(*other) : std::map<std::string, std::string>();
    std::vector<FieldComparison> all;
    const auto shown = [](const std::map<std::string, std::string>& fields, const std::string& path) {
        const auto found = fields.find(path);
        return found == fields.end() ? QString() : format::plain(found->second);
    };
    auto paths = mine;
    paths.insert(theirs.begin(), theirs.end());
    for (const auto& [path, value] : paths) {
        FieldComparison field{format::plain(path), shown(mine, path), shown(theirs, path)};
        const auto mineAt = mine.find(path);
        const auto theirsAt = theirs.find(path);
        // By what they hold, not by how it is shown.
        field.differs = other && (mineAt == mine.end() || theirsAt == theirs.end() || mineAt->second != theirsAt->second);
        all.push_back(std::move(field));
    }
    std::ranges::stable_sort(all, [](const FieldComparison& a, const FieldComparison& b) { return a.differs && !b.differs; });
    return all;
}

QString triageVerdict(const Triaged& found, const verify::Report& report)
{
    if (!found.logged) return tr("The source has no log entry of this event: nothing here says what it was.");
    if (!found.logged->hash) return tr("The log's entry holds no hash: it was altered itself.");
    QStringList sentences;
    const bool rowFits = found.row.hash == found.logged->hash;
    const bool otherFits = found.other && found.other->hash == found.logged->hash;
    if (!found.row.leaf)
        sentences += tr("The source no longer holds the event, which the log says was recorded.");
    else
        sentences += rowFits ? tr("The row is what was recorded.") : tr("The row is not what was recorded: it was altered.");
    if (found.other) {
        const QString name = format::plain(found.other->where);
        if (!found.other->leaf)
            sentences += tr("%1 does not hold the event.").arg(name);
        else
            sentences += otherFits ? tr("The copy in %1 is what was recorded.").arg(name)
                                   : tr("The copy in %1 is not what this log recorded either.").arg(name);
    } else if (!rowFits) {
        sentences += tr("The log keeps a fingerprint, not the content: a case file that was exported before may hold it.");
    }
    sentences += supportOf(report, found.logged->index);
    return sentences.join(QLatin1Char(' '));
}

QString triageFingerprints(const Triaged& found)
{
    const auto line = [&](const QString& whose, const verify::LeafCopy& copy) {
        if (!copy.leaf) return tr("%1: does not hold the event").arg(whose);
        if (!found.logged || !found.logged->hash) return QStringLiteral("%1: %2").arg(whose, hashText(copy.hash));
        return copy.hash == found.logged->hash ? tr("✓ %1: the same").arg(whose) : tr("✕ %1: %2").arg(whose, hashText(copy.hash));
    };
    QStringList lines;
    lines += found.logged ? tr("Fingerprint in the log, entry %1: %2")
                                .arg(format::count(found.logged->index.value()), hashText(found.logged->hash))
                          : tr("Fingerprint in the log: it has no entry of the event");
    lines += line(tr("of the row in %1").arg(format::plain(found.row.where)), found.row);
    if (found.other) lines += line(tr("of the copy in %1").arg(format::plain(found.other->where)), *found.other);
    if (found.other && found.otherLogged && (!found.logged || found.otherLogged->hash != found.logged->hash))
        lines += tr("✕ in the log of %1: %2").arg(format::plain(found.other->where), hashText(found.otherLogged->hash));
    return lines.join(QLatin1Char('\n'));
}

QString triageCopies(const Triaged& found)
{
    QStringList lines;
    if (found.logged) {
        lines += tr("The log, entry %1").arg(format::count(found.logged->index.value()));
        lines += tr("    leaf  %1").arg(hashText(found.logged->hash));
    } else {
        lines += tr("The log\n    has no entry of it");
    }
    lines += copyLines(tr("The row in %1").arg(format::plain(found.row.where)), found.row, found.logged);
    if (found.other) {
        lines += copyLines(tr("The case file %1").arg(format::plain(found.other->where)), *found.other, found.logged);
        if (found.otherLogged) lines += tr("    its own log entry says %1").arg(hashText(found.otherLogged->hash));
    }
    for (const ModelField& field : found.fields) {
        lines += tr("Read model %1%2 holds %3: %4")
                     .arg(format::plain(field.model), field.isForeign ? tr(" (the platform's)") : QString(),
                          format::plain(field.name), format::plain(field.value));
    }
    if (found.row.leaf || (found.other && found.other->leaf))
        lines += QStringList{QString()} + fieldLines(found.row, found.other);
    return lines.join(QLatin1Char('\n'));
}

}  // namespace vci::ui
