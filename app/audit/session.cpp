// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/session.h"

#include "app/audit/texttable.h"
#include "app/source/opensource.h"

#include <cstdio>
#include <utility>

#include <unistd.h>

namespace vci::audit {

namespace {

constexpr auto kProgressInterval = std::chrono::milliseconds(100);
constexpr std::size_t kTenantsNamed = 5;

Error severalTenants(const std::vector<Tenant>& tenants)
{
    std::string names;
    for (std::size_t i = 0; i < tenants.size() && i < kTenantsNamed; ++i) {
        names += (i == 0 ? "" : ", ") + tenants[i].id.toString() + (tenants[i].name.empty() ? "" : " (" + tenants[i].name + ")");
    }
    if (tenants.size() > kTenantsNamed) names += ", …";
    return makeError(ErrorCode::TenantRequired,
                     "the source holds " + std::to_string(tenants.size()) + " tenants; choose one with --tenant: " + names);
}

/// Why the login sees no tenant of a database, and the cure. Each login is told its own alone, so that nobody but a migrator can
/// know whether there are others.
Error noTenant(const store::SourceInfo& info)
{
    if (info.kind == store::SourceKind::StockPostgres)
        return makeError(ErrorCode::TenantRequired,
                         "no tenant of " + info.label + " is visible to this login; name one with --tenant");
    return makeError(ErrorCode::TenantRequired,
                     "the login " + info.login + " is a member of no tenant of " + info.label +
                         ": `voicecore-audit db member add " + info.login +
                         " TENANT` lets it see one, `voicecore-audit db tenant add --name NAME` makes the first");
}

}  // namespace

Progress::Progress(std::string what)
    : m_what(std::move(what))
    , m_isTerminal(::isatty(STDERR_FILENO) == 1)
    , m_next(std::chrono::steady_clock::now() + kProgressInterval)
{
}

Progress::~Progress()
{
    if (m_shown) std::fputs("\r\033[K", stderr);
}

void Progress::show(std::int64_t count)
{
    showLine(grouped(count) + " " + m_what);
}

void Progress::showLine(std::string_view line)
{
    if (!m_isTerminal) return;
    const auto now = std::chrono::steady_clock::now();
    if (now < m_next) return;
    m_next = now + kProgressInterval;
    m_shown = true;
    std::fprintf(stderr, "\r\033[K%.*s", static_cast<int>(line.size()), line.data());
}

Session::Session(const Options& options, Output& out, const Interrupt& interrupt)
    : m_options(options)
    , m_out(out)
    , m_json(out)
    , m_interrupt(interrupt)
{
}

Result<std::shared_ptr<const catalog::Catalog>> Session::catalog()
{
    if (!m_catalog) {
        if (m_options.catalog.empty()) {
            m_catalog = catalog::Catalog::builtIn();
        } else {
            VCI_TRY(m_catalog, catalog::Catalog::loadFile(m_options.catalog));
        }
    }
    return m_catalog;
}

Result<std::string> Session::storeName() const
{
    if (!m_options.store.empty()) return m_options.store;
    return makeError(ErrorCode::Usage,
                     "no source was named: give --store FILE.vcase or --store postgresql://…, or set VCI_STORE");
}

Result<std::optional<TenantId>> Session::askedTenant() const
{
    if (m_options.tenant.empty()) return std::optional<TenantId>();
    VCI_TRY(const TenantId tenant, parseId<TenantId>(m_options.tenant, "--tenant"));
    return std::optional(tenant);
}

Result<store::EventReader*> Session::openSource(std::optional<TenantId> unasked)
{
    VCI_TRY(const std::string store, storeName());
    VCI_TRY(auto asked, askedTenant());
    if (!asked) asked = unasked;
    VCI_TRY(m_reader, app::openSource(store, stop()));
    m_onStop.emplace(stop(), [reader = m_reader.get()] { reader->interrupt(); });
    for (const std::string& notice : m_reader->info().notices) tell("note: " + notice);
    if (asked) {
        VCI_CHECK(m_reader->selectTenant(*asked));
        return m_reader.get();
    }
    VCI_TRY(const auto tenants, m_reader->tenants());
    if (tenants.size() > 1) return severalTenants(tenants);
    if (tenants.size() == 1) {
        VCI_CHECK(m_reader->selectTenant(tenants.front().id));
    } else if (m_reader->info().kind != store::SourceKind::CaseFile) {
        return noTenant(m_reader->info());
    }
    return m_reader.get();
}

Result<void> Session::confirmSource()
{
    if (!m_reader) return {};
    return m_reader->confirmUnchanged(stop());
}

void Session::closeSource()
{
    m_onStop.reset();
    m_reader.reset();
}

}  // namespace vci::audit
