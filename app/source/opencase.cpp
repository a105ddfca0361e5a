// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/source/opencase.h"

#include "app/source/opensource.h"
#include "core/store/sqlite/casefilestore.h"

#include <pwd.h>
#include <unistd.h>

#include <array>
#include <filesystem>

namespace vci::app {

namespace {

Result<std::filesystem::path> pathOfCase(const std::string& pathOrUri)
{
    if (isDatabaseUri(pathOrUri)) {
        return makeError(ErrorCode::Usage, pathOrUri +
                                               " is a database, not a case file: export what belongs to the case into one "
                                               "with voicecore-audit export FILE.vcase");
    }
    return caseFilePath(pathOrUri);
}

}  // namespace

casefile::CaseReader* caseOf(store::EventReader& reader)
{
    return store::sqlite::caseOf(reader);
}

Result<std::unique_ptr<store::EventReader>> openCaseReader(const std::string& pathOrUri, std::stop_token stop)
{
    VCI_TRY(const auto path, pathOfCase(pathOrUri));
    return store::sqlite::openCaseFileReader(path, std::move(stop));
}

casefile::Examiner currentExaminer(std::string version)
{
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    const uid_t user = ::geteuid();
    const bool isKnown = ::getpwuid_r(user, &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr;
    return casefile::Examiner{isKnown ? std::string(entry.pw_name) : "user " + std::to_string(user), std::move(version)};
}

Result<void> makeCase(const std::string& pathOrUri, const casefile::Examiner& examiner, IdSource& ids, Clock& clock)
{
    VCI_TRY(const auto path, pathOfCase(pathOrUri));
    VCI_CHECK(store::sqlite::createCaseFile(path, ids, clock));
    VCI_TRY(const auto writer, store::sqlite::openCaseWriter(path, examiner, clock));
    VCI_CHECK(writer->append("created", path.filename().string()));
    return {};
}

Result<std::unique_ptr<casefile::CaseWriter>> openCaseWriter(const std::string& pathOrUri, casefile::Examiner examiner,
                                                             Clock& clock)
{
    VCI_TRY(const auto path, pathOfCase(pathOrUri));
    return store::sqlite::openCaseWriter(path, std::move(examiner), clock);
}

Result<std::unique_ptr<casefile::CustodyLog>> openCustodyLog(const std::string& pathOrUri,
                                                             const std::optional<casefile::SealState>& seal,
                                                             casefile::Examiner examiner, Clock& clock)
{
    VCI_TRY(const auto path, pathOfCase(pathOrUri));
    return store::sqlite::openCustodyLog(path, seal, std::move(examiner), clock);
}

Result<casefile::ExportOutcome> exportCase(const std::string& pathOrUri, store::EventReader& source,
                                           const casefile::Selection& selection, const std::string& newFile,
                                           const casefile::Examiner& examiner, IdSource& ids, Clock& clock,
                                           const store::ProgressFunction& progress, std::stop_token stop)
{
    VCI_TRY(const auto path, caseFilePath(newFile));
    std::unique_ptr<store::RecordReader> record;
    if (selection.isOfAllAggregates()) {
        VCI_TRY(record, openRecord(pathOrUri, source, stop));
    }
    VCI_TRY(const auto builder, store::sqlite::openCaseBuilder(path, examiner, ids, clock));
    return casefile::exportSelection({source, caseOf(source), record.get()}, selection, *builder, progress, std::move(stop));
}

Result<casefile::SealState> sealCase(const std::string& pathOrUri, const integrity::SignerKey& key,
                                     const casefile::Examiner& examiner, Clock& clock, std::stop_token stop)
{
    VCI_TRY(const auto path, pathOfCase(pathOrUri));
    return store::sqlite::sealCaseFile(path, key, examiner, clock, std::move(stop));
}

}  // namespace vci::app
