// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/dbcommands.h"
#include "app/audit/texttable.h"
#include "core/base/utf8.h"

#include <utility>

namespace vci::audit {

namespace {

using store::DatabaseStatus;

constexpr std::size_t kTenantsNamed = 10;

/// What the login may do, name in JSON and words for a person.
std::vector<std::pair<std::string_view, bool>> rights(const DatabaseStatus& status)
{
    return {{"read", status.mayRead},
            {"append", status.mayAppend},
            {"write_snapshots", status.mayWriteSnapshots},
            {"write_read_models", status.mayWriteReadModels},
            {"sequence", status.maySequence},
            {"anchor", status.mayAnchor},
            {"migrate", status.mayMigrate}};
}

std::string rightsText(const DatabaseStatus& status)
{
    std::string may;
    std::string mayNot;
    for (const auto& [name, allowed] : rights(status)) {
        std::string& list = allowed ? may : mayNot;
        std::string words(name);
        for (char& c : words) c = c == '_' ? ' ' : c;
        list += (list.empty() ? "" : ", ") + words;
    }
    if (status.isPlatform)
        return "inserts events of its tenant and reads them, as the platform does (vci_platform)" +
               (may.empty() ? "" : "; may " + may);
    if (may.empty()) return "may do nothing";
    return "may " + may + (mayNot.empty() ? "" : "; may not " + mayNot);
}

void writeFinding(JsonText& json, const Finding& finding)
{
    json.beginObject();
    json.member("kind", kindName(finding.kind));
    json.member("message", finding.message);
    json.member("expected", finding.expected);
    json.member("found", finding.found);
    json.end();
}

void writeJson(JsonText& json, const DatabaseStatus& status)
{
    json.beginObject();
    json.member("schema", status.schema);
    json.key("hardened");
    json.boolean(status.isHardened);
    json.key("distributed");
    json.boolean(status.isDistributed);
    json.member("version", status.version);
    json.member("program_version", status.programVersion);
    json.key("log_id");
    status.logId.empty() ? json.null() : json.string(status.logId);
    json.member("login", status.login);
    json.key("may");
    json.beginObject();
    for (const auto& [name, allowed] : rights(status)) {
        json.key(name);
        json.boolean(allowed);
    }
    json.key("bypass_row_security");
    json.boolean(status.bypassesRowSecurity);
    json.key("insert_as_platform");
    json.boolean(status.isPlatform);
    json.end();
    json.key("tenants");
    if (status.tenants) {
        json.beginArray();
        for (const Tenant& tenant : *status.tenants) json.string(tenant.id.toString());
        json.end();
    } else {
        json.null();
    }
    json.key("queued");
    status.queued ? json.integer(*status.queued) : json.null();
    json.key("settings");
    json.beginObject();
    for (const store::DatabaseSetting& setting : status.settings) json.member(setting.name, setting.value);
    json.end();
    json.key("findings");
    json.beginArray();
    for (const Finding& finding : status.findings) writeFinding(json, finding);
    json.end();
    json.end();
}

std::string versionText(const DatabaseStatus& status)
{
    if (status.isUnfinished) return "a migration began and did not end: run db migrate again";
    if (!status.isHardened) return "the platform's own, not migrated (db migrate)";
    if (status.version == 0) return "migrated; to which version may not be asked";
    const std::string version = "version " + std::to_string(status.version);
    if (status.version == status.programVersion) return version + ", as this program has it";
    return version + ", this program has " + std::to_string(status.programVersion) +
           (status.version < status.programVersion ? " (db migrate)" : " (use the newer program)");
}

std::string tenantsText(const DatabaseStatus& status)
{
    if (!status.tenants) return "of which tenants it is a member may not be asked";
    const std::vector<Tenant>& tenants = *status.tenants;
    if (tenants.empty()) return "member of no tenant";
    std::string names;
    for (std::size_t i = 0; i < tenants.size() && i < kTenantsNamed; ++i) {
        const Tenant& tenant = tenants[i];
        names += (i == 0 ? "" : ", ") + tenant.id.toString() + (tenant.name.empty() ? "" : " (" + tenant.name + ")");
    }
    return "member of " + names + (tenants.size() > kTenantsNamed ? ", …" : "");
}

void writeText(Output& out, const DatabaseStatus& status)
{
    const auto line = [&out](std::string name, const std::string& value) {
        name.resize(12, ' ');
        out.write(name + visibleControls(value) + "\n");
    };
    line("database", status.label + ", schema " + status.schema);
    line("schema", versionText(status));
    if (!status.logId.empty()) line("log id", status.logId);
    line("login", status.login + ": " + rightsText(status));
    if (status.bypassesRowSecurity) line("", "bypasses row security: only this program's own filter keeps tenants apart");
    // The platform says its tenant itself and is a member of none.
    const bool isMember = !status.tenants || !status.tenants->empty();
    if (status.isHardened && (isMember || !status.isPlatform)) line("", tenantsText(status));
    if (status.queued)
        line("queue", grouped(*status.queued) + (*status.queued == 1 ? " event" : " events") + " without a place in the log");
    else if (!status.tenants)
        line("queue", "may not be asked");
    std::string settings;
    for (const auto& setting : status.settings) settings += (settings.empty() ? "" : ", ") + setting.name + " " + setting.value;
    line("settings", settings);
    if (!status.isHardened) return;
    if (status.findings.empty()) {
        line("attested", "everything is as shipped");
        return;
    }
    line("attested", std::to_string(status.findings.size()) + (status.findings.size() == 1 ? " difference" : " differences") +
                         " to what was shipped (schema_weakened):");
    for (const Finding& finding : status.findings) {
        out.write("- " + visibleControls(finding.message) + "\n");
        if (!finding.expected.empty()) out.write("    shipped: " + visibleControls(finding.expected) + "\n");
        if (!finding.found.empty()) out.write("    found:   " + visibleControls(finding.found) + "\n");
    }
}

}  // namespace

Result<ExitCode> runStatus(Session& session, store::Administration& database)
{
    VCI_TRY(const DatabaseStatus status, database.status(session.stop()));
    if (session.options().json)
        writeJson(session.json(), status);
    else
        writeText(session.out(), status);
    return status.findings.empty() ? ExitCode::Fine : ExitCode::Found;
}

}  // namespace vci::audit
