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
    // Where the function is gone, the rows above say so.
    const bool hasGuard = !transaction.exec("SELECT to_regprocedure('vci_guard.unguarded()')")[0][0].is_null();
    if (hasGuard) {
        for (const pqxx::row& row :
             transaction.exec("SELECT name FROM vci_guard.unguarded() AS name ORDER BY name COLLATE \"C\""))
            out.append("guard\t").append(text(row, 0)).append("\tis not watched\n");
    }
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
        if (!expected.contains(key)) findings.push_back(weakened(key.first + ' ' + key.second, "was added", "", definition));
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
