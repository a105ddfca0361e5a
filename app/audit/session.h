// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/audit/commandline.h"
#include "app/audit/exitcode.h"
#include "app/audit/interrupt.h"
#include "app/audit/jsontext.h"
#include "app/audit/output.h"
#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/store/reader.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace vci::audit {

/// A count on standard error while something long runs, on a terminal only; gone when the object is.
class Progress {
public:
    explicit Progress(std::string what);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    void show(std::int64_t count);
    /// In place of a count and its name.
    void showLine(std::string_view line);

private:
    std::string m_what;
    bool m_isTerminal;
    bool m_shown = false;
    std::chrono::steady_clock::time_point m_next;
};

/// One run of one command: what was asked, where the answer goes, and the source that it reads. One thread.
class Session {
public:
    Session(const Options& options, Output& out, const Interrupt& interrupt);

    [[nodiscard]] const Options& options() const { return m_options; }
    [[nodiscard]] Output& out() { return m_out; }
    [[nodiscard]] JsonText& json() { return m_json; }
    [[nodiscard]] const Interrupt& interrupt() const { return m_interrupt; }
    [[nodiscard]] std::stop_token stop() const { return m_interrupt.token(); }

    /// --catalog, else the built-in one.
    [[nodiscard]] Result<std::shared_ptr<const catalog::Catalog>> catalog();
    /// Opens --store and puts the tenant in force. Errors: Usage without --store; TenantRequired; those of the store.
    /// A case file without any tenant yet opens too: hasTenant() is false then, and there is nothing to read.
    /// unasked: the tenant where --tenant names none.
    [[nodiscard]] Result<store::EventReader*> openSource(std::optional<TenantId> unasked = {});
    /// Whether what openSource() opened is still what it was, where that is sealed. Errors: SealBroken, Io, Cancelled.
    [[nodiscard]] Result<void> confirmSource();
    /// Gives back what openSource() opened.
    void closeSource();
    /// What openSource() opened; nullptr before.
    [[nodiscard]] store::EventReader* source() const { return m_reader.get(); }
    [[nodiscard]] bool hasTenant() const { return m_reader && m_reader->tenant().has_value(); }
    /// The tenant of --tenant, if any. Error InvalidId.
    [[nodiscard]] Result<std::optional<TenantId>> askedTenant() const;
    /// --store. Error Usage where there is none.
    [[nodiscard]] Result<std::string> storeName() const;

private:
    const Options& m_options;
    Output& m_out;
    JsonText m_json;
    const Interrupt& m_interrupt;
    std::shared_ptr<const catalog::Catalog> m_catalog;
    std::unique_ptr<store::EventReader> m_reader;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;  // after m_reader: ends before it
};

/// A UUID of the command line. Error InvalidId, naming what it was meant for.
template <typename Id>
[[nodiscard]] Result<Id> parseId(const std::string& text, const std::string& what)
{
    if (const auto id = Id::tryFromString(text)) return *id;
    return makeError(ErrorCode::InvalidId, what + " must be a UUID such as 5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11, not " + text);
}

}  // namespace vci::audit
