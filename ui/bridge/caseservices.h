// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"
#include "core/base/result.h"
#include "core/casefile/case.h"
#include "core/casefile/export.h"
#include "core/casefile/selection.h"
#include "core/store/reader.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::ui {

/// A row of a custody log, with its place in the chain.
struct CustodyLine {
    std::int64_t n;
    bool isBeside;                                  ///< in the file beside the case, not in the case
    std::optional<casefile::CustodyRecord> record;  ///< absent: the text is no custody record
    std::string text;                               ///< as it stands there
    Sha256 hash;                                    ///< computed from it
    bool fits;                                      ///< its hash is the stored one and it names the one before
};

/// The case side of a case file, read at once.
struct CaseContents {
    casefile::CaseInfo info;
    std::optional<casefile::SealState> seal;
    std::vector<casefile::CaseNote> notes;
    std::vector<CustodyLine> custody;  ///< in the file, then beside it; the last kMostLines
    std::int64_t custodyCount = 0;     ///< of both, those that are not in custody included
    std::vector<Finding> findings;     ///< on the custody log; none: it is intact

    static constexpr std::size_t kMostLines = 20'000;
};

/// What can be done to cases. Given by app/, which alone knows the backends; each is called off the GUI thread, with the path
/// that the source was opened by. Errors: those of app/source/opencase.h.
struct CaseServices {
    /// The seal that a reader found intact; nothing for a case that is not sealed.
    std::function<std::optional<casefile::SealState>(store::EventReader& reader)> sealOf;
    std::function<Result<CaseContents>(store::EventReader& reader, const std::stop_token& stop)> read;
    std::function<Result<casefile::CaseNote>(const std::string& source, const casefile::NewNote& note)> addNote;
    /// Appends to the custody log, in the file or, where that is sealed or cannot be written, beside it.
    std::function<Result<void>(const std::string& source, const std::optional<casefile::SealState>& seal,
                               const std::string& action, const std::string& object)>
        record;
    std::function<Result<casefile::ExportOutcome>(const std::string& source, store::EventReader& reader,
                                                  const casefile::Selection& selection, const std::string& newFile,
                                                  const store::ProgressFunction& progress, const std::stop_token& stop)>
        exportTo;
    /// Nobody may have the case open.
    std::function<Result<casefile::SealState>(const std::string& source, const std::string& keyFile)> seal;
    /// A new examiner's key; the name that its seals bear.
    std::function<Result<std::string>(const std::string& newFile, const std::string& examiner)> makeKey;
};

}  // namespace vci::ui
