// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/attest.h"

#include "core/store/postgres/distribute.h"
#include "core/store/postgres/rows.h"

#include <map>
#include <utility>

namespace vci::store::postgres {

namespace {

using Objects = std::map<std::pair<std::string, std::string>, std::string>;

Objects parse(std::string_view attestation)
{
    Objects objects;
    while (!attestation.empty()) {
        const auto end = attestation.find('\n');
        const std::string_view line = attestation.substr(0, end);
        attestation.remove_prefix(end == std::string_view::npos ? attestation.size() : end + 1);
        const auto first = line.find('\t');
        const auto second = line.find('\t', first + 1);
        if (first == std::string_view::npos || second == std::string_view::npos) continue;
        std::string& definition =
            objects[{std::string(line.substr(0, first)), std::string(line.substr(first + 1, second - first - 1))}];
        definition += (definition.empty() ? "" : "; ") + std::string(line.substr(second + 1));
    }
    return objects;
}

Finding weakened(const std::string& object, const std::string& what, std::string expected, std::string found)
{
    return Finding{FindingKind::SchemaWeakened, Severity::Error, {}, {}, {}, std::move(expected), std::move(found),
                   object + ' ' + what + '.'};
}

/// The row of a list whose rows are no longer what they name.
constexpr const char* kStaleList = "list";

/// What should be watched and is not. Where functions are gone or altered, other rows say so: one that would run as whoever asks
/// is not called, because the guard may belong to the owner of what it guards.
std::string readGuardList(pqxx::transaction_base& transaction)
{
    const pqxx::row has = transaction.exec("SELECT bool_or(proname = 'unguarded'), bool_or(proname = 'stale') FROM pg_proc WHERE "
                                           "prosecdef AND oid IN (to_regprocedure('vci_guard.unguarded()'), "
                                           "to_regprocedure('vci_guard.stale()'))")[0];
    std::string out;
    if (!has[1].is_null() && text(has, 1) == "t") {
        const pqxx::row row = transaction.exec("SELECT stale, listed FROM vci_guard.stale()")[0];
        if (text(row, 0) != "0")
            out.append("guard\t").append(kStaleList).append("\t").append(text(row, 0)).append(" of ").append(text(row, 1)) +=
                " rows name objects that are others now or gone\n";
    }
    if (has[0].is_null() || text(has, 0) != "t") return out;
    std::string missing;
    int count = 0;
    bool isAnothers = false;
    for (const pqxx::row& row : transaction.exec("SELECT name FROM vci_guard.unguarded() AS name ORDER BY name COLLATE \"C\"")) {
        ++count;
        missing.append("guard\t").append(text(row, 0)).append("\tis not watched\n");
        isAnothers = isAnothers || text(row, 0) == "the schema vci_guard";
    }
    // Before step 15 the list had oids alone: one that does not know its own schema is of another database.
    if (!isAnothers) return out + missing;
    return out + "guard\t" + kStaleList + '\t' + std::to_string(count) + " objects are not watched\n";
}

}  // namespace

std::string withSchema(std::string_view sql, const std::string& quotedSchema)
{
    constexpr std::string_view kMark = "@schema@";
    std::string out;
    out.reserve(sql.size() + sql.size() / 16);
    for (auto at = sql.find(kMark); at != std::string_view::npos; at = sql.find(kMark)) {
        out.append(sql.substr(0, at)).append(quotedSchema);
        sql.remove_prefix(at + kMark.size());
    }
    return out.append(sql);
}

std::string readAttestation(pqxx::transaction_base& transaction, const Place& place)
{
    std::string out;
    for (const pqxx::row& row : transaction.exec(withSchema(attestationSql(), place.quotedSchema))) {
        out.append(text(row, 0)).append("\t").append(text(row, 1)).append("\t").append(text(row, 2)).append("\n");
    }
    out += readGuardList(transaction);
    return isDistributed(transaction, place) ? out + readDistribution(transaction, place) : out;
}

std::string expectedAttestation(pqxx::transaction_base& transaction, const Place& place)
{
    Objects objects = parse(shippedAttestation());
    if (isDistributed(transaction, place)) {
        for (auto& [key, definition] : parse(distributedAttestation())) {
            if (definition.empty())
                objects.erase(key);
            else
                objects.insert_or_assign(key, std::move(definition));
        }
    }
    std::string expected;
    for (const auto& [key, definition] : objects)
        expected.append(key.first).append("\t").append(key.second).append("\t").append(definition).append("\n");
    return expected;
}

std::vector<Finding> compareAttestation(std::string_view shipped, std::string_view found)
{
    const Objects expected = parse(shipped);
    const Objects actual = parse(found);
    std::vector<Finding> findings;
    for (const auto& [key, definition] : expected) {
        const std::string object = key.first + ' ' + key.second;
        const auto there = actual.find(key);
        if (there == actual.end()) {
            findings.push_back(weakened(object, "is missing", definition, ""));
        } else if (there->second != definition) {
            findings.push_back(weakened(object, "is not as shipped", definition, there->second));
        }
    }
    for (const auto& [key, definition] : actual) {
        if (key == Objects::key_type("guard", kStaleList)) {
            findings.push_back(weakened("the guard's list",
                                        "is of another database or of before (a restore, REINDEX "
                                        "CONCURRENTLY): run db migrate",
                                        "rows that name what there is", definition));
            findings.back().hint.isOfRestore = true;
        } else if (!expected.contains(key)) {
            findings.push_back(weakened(key.first + ' ' + key.second, "was added", "", definition));
        }
    }
    return findings;
}

std::vector<DatabaseSetting> readSettings(pqxx::transaction_base& transaction)
{
    std::vector<DatabaseSetting> settings;
    for (const char* const name : {"fsync", "full_page_writes", "synchronous_commit", "data_checksums"}) {
        const std::string value(text(transaction.exec(std::string("SELECT current_setting('") + name + "')")[0], 0));
        settings.push_back(DatabaseSetting{name, value, value != "off"});
    }
    return settings;
}

std::vector<Finding> settingFindings(const std::vector<DatabaseSetting>& settings)
{
    std::vector<Finding> findings;
    for (const DatabaseSetting& setting : settings) {
        if (!setting.isFine) findings.push_back(weakened("setting " + setting.name, "is " + setting.value, "on", setting.value));
    }
    return findings;
}

}  // namespace vci::store::postgres
