// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/integrity/trust.h"
#include "core/store/reader.h"
#include "core/verify/pace.h"
#include "core/verify/report.h"
#include "core/verify/scope.h"
#include "core/verify/triage.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::ui {

/// Whether the chain is asked about anchors, or what is recorded with them has to do.
enum class Network { Ask, Leave };

struct VerifyAsk {
    std::string source;  ///< the path or URI that the source was opened by
    std::optional<TenantId> tenant;
    std::shared_ptr<const catalog::Catalog> catalog;
    verify::Scope scope = {};
    Network network = Network::Ask;
};

/// What a verification came to, and whose word it took.
struct VerifiedSource {
    verify::Report report;
    std::optional<std::string> pin = {};  ///< "created", "consistent", or nothing was pinned
    std::string trustFile = {};           ///< the user's settings, whether they exist or not
    std::int64_t trustedKeys = 0;
    std::optional<std::string> untrustedSealer = {};  ///< the name of the key that sealed the case, where no trusted one did
};

/// What a verification looked at, and so what its result says nothing of.
struct VerifyExtent {
    verify::Scope scope = {};
    store::SourceKind kind = store::SourceKind::CaseFile;
    Network network = Network::Ask;
};

/// The user's trust settings and where they stand.
struct TrustSettings {
    std::string file;
    bool isThere = false;
    integrity::Trust trust = {};
};

/// A field of a read model that the event carries, too.
struct ModelField {
    std::string model;
    std::string name;
    std::string value;  ///< JSON text
    bool isForeign;     ///< the platform's own row
};

/// An event in all the places that hold something of it.
struct Triaged {
    EventId event;
    verify::LeafCopy row;                          ///< of the source
    std::optional<verify::LeafEntry> logged = {};  ///< what the log says
    std::optional<verify::LeafCopy> other = {};    ///< of the case file that was named
    std::optional<verify::LeafEntry> otherLogged = {};
    std::vector<ModelField> fields = {};
};

struct TriageAsk {
    std::string source;  ///< the path or URI that the reader was opened by
    EventId event;
    std::string otherCase = {};  ///< a case file to compare with; empty: none
};

/// How a source is verified. Given by app/, which alone knows the backends and the user's settings; called on a worker's thread.
struct IntegrityServices {
    std::function<Result<VerifiedSource>(const VerifyAsk& ask, const verify::PaceFunction& progress, const std::stop_token& stop)>
        verify;
    std::function<Result<Triaged>(store::EventReader& reader, const TriageAsk& ask, const std::stop_token& stop)> triage;
    /// Errors: those of Trust::load(), which name the file.
    std::function<Result<TrustSettings>()> trust;
    /// text: a trust file's. Replaces the file wholly or not at all. Errors: Usage with the place where it is none; Io.
    std::function<Result<TrustSettings>(const std::string& text)> saveTrust;
};

}  // namespace vci::ui
