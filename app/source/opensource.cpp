// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/source/opensource.h"

#include "app/source/opencase.h"
#include "core/base/hex.h"
#include "core/store/postgres/postgresstore.h"
#include "core/store/sqlite/casefilestore.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <optional>

namespace vci::app {

namespace {

constexpr std::string_view kFileScheme = "file://";

/// The scheme in front of "://", lower case; empty where the text is a plain path.
std::string schemeOf(std::string_view text)
{
    const auto colon = text.find("://");
    if (colon == std::string_view::npos || colon == 0) return {};
    std::string scheme(text.substr(0, colon));
    const auto isSchemeCharacter = [](unsigned char c) { return std::isalnum(c) != 0 || c == '+' || c == '-' || c == '.'; };
    if (!std::all_of(scheme.begin(), scheme.end(), isSchemeCharacter)) return {};
    std::transform(scheme.begin(), scheme.end(), scheme.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return scheme;
}

Result<std::string> percentDecoded(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out.push_back(text[i]);
            continue;
        }
        const int high = i + 1 < text.size() ? hexDigitValue(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hexDigitValue(text[i + 2]) : -1;
        if (high < 0 || low < 0 || (high == 0 && low == 0)) {
            return makeError(ErrorCode::Usage, "the file URI holds a % that no two hex digits follow: write %25 for a % itself");
        }
        out.push_back(static_cast<char>(high * 16 + low));
        i += 2;
    }
    return out;
}

[[maybe_unused]] Error withoutDatabase()
{
    return makeError(ErrorCode::NotSupported, "this build knows case files only: it was made without PostgreSQL");
}

Result<std::unique_ptr<store::EventReader>> openDatabase(const std::string& uri)
{
#ifdef VCI_HAS_POSTGRES
    return store::postgres::openPostgresReader(uri);
#else
    static_cast<void>(uri);
    return withoutDatabase();
#endif
}

}  // namespace

Result<std::filesystem::path> caseFilePath(const std::string& pathOrUri)
{
    if (pathOrUri.empty())
        return makeError(ErrorCode::Usage, "the source has no name: give the path of a .vcase file or a postgresql:// URI");
    const std::string scheme = schemeOf(pathOrUri);
    if (scheme.empty()) return std::filesystem::path(pathOrUri);
    if (scheme != "file") {
        return makeError(ErrorCode::Usage, "a source is the path of a .vcase file or a postgresql:// URI, not " + scheme + "://");
    }
    std::string_view rest = std::string_view(pathOrUri).substr(kFileScheme.size());
    const auto slash = rest.find('/');
    const std::string_view host = rest.substr(0, slash);
    if (slash == std::string_view::npos || (!host.empty() && host != "localhost")) {
        return makeError(ErrorCode::Usage, "a file URI must name a local file, such as file:///home/me/a.vcase");
    }
    VCI_TRY(std::string path, percentDecoded(rest.substr(slash)));
    return std::filesystem::path(std::move(path));
}

bool isDatabaseUri(std::string_view pathOrUri)
{
    const std::string scheme = schemeOf(pathOrUri);
    return scheme == "postgresql" || scheme == "postgres";
}

Result<std::unique_ptr<store::EventReader>> openSource(const std::string& pathOrUri, std::stop_token stop)
{
    if (isDatabaseUri(pathOrUri)) return openDatabase(pathOrUri);
    VCI_TRY(const auto path, caseFilePath(pathOrUri));
    return store::sqlite::openCaseFileReader(path, std::move(stop));
}

Result<std::unique_ptr<store::EventReader>> openBeside(const std::string& pathOrUri, store::EventReader& beside,
                                                       std::stop_token stop)
{
    const auto open = [&]() -> Result<std::unique_ptr<store::EventReader>> {
        if (isDatabaseUri(pathOrUri)) return openDatabase(pathOrUri);
        VCI_TRY(const auto path, caseFilePath(pathOrUri));
        return store::sqlite::openCaseFileReader(path, std::move(stop), store::sqlite::openSealOf(beside));
    };
    VCI_TRY(auto reader, open());
    VCI_CHECK(reader->selectTenant(*beside.tenant()));
    return reader;
}

Result<std::unique_ptr<store::EventWriter>> openForAppend(const std::string& pathOrUri, IdSource& ids, Clock& clock)
{
    if (isDatabaseUri(pathOrUri)) {
#ifdef VCI_HAS_POSTGRES
        return store::postgres::openPostgresWriter(pathOrUri, ids);
#else
        return withoutDatabase();
#endif
    }
    VCI_TRY(const auto path, caseFilePath(pathOrUri));
    return store::sqlite::openCaseFileWriter(path, ids, clock);
}

Result<std::unique_ptr<store::SnapshotWriter>> openForSnapshots(const std::string& pathOrUri, IdSource& ids, Clock& clock)
{
    if (isDatabaseUri(pathOrUri)) {
#ifdef VCI_HAS_POSTGRES
        return store::postgres::openPostgresSnapshotWriter(pathOrUri, ids);
#else
        return withoutDatabase();
#endif
    }
    VCI_TRY(const auto path, caseFilePath(pathOrUri));
    return store::sqlite::openCaseFileSnapshotWriter(path, ids, clock);
}

Result<std::unique_ptr<store::ReadModelReader>> openReadModels(const std::string& pathOrUri, store::EventReader* beside)
{
    if (isDatabaseUri(pathOrUri)) {
#ifdef VCI_HAS_POSTGRES
        return store::postgres::openPostgresReadModels(pathOrUri);
#else
        return withoutDatabase();
#endif
    }
    VCI_TRY(const auto path, caseFilePath(pathOrUri));
    return store::sqlite::openCaseFileReadModels(path, beside != nullptr ? store::sqlite::openSealOf(*beside) : nullptr);
}

Result<std::unique_ptr<store::ReadModelWriter>> openReadModelWriter(const std::string& pathOrUri, IdSource& ids, Clock& clock)
{
    if (isDatabaseUri(pathOrUri)) {
#ifdef VCI_HAS_POSTGRES
        return store::postgres::openPostgresReadModelWriter(pathOrUri);
#else
        return withoutDatabase();
#endif
    }
    VCI_TRY(const auto path, caseFilePath(pathOrUri));
    return store::sqlite::openCaseFileReadModelWriter(path, ids, clock);
}

Result<std::unique_ptr<store::RecordReader>> openRecord(const std::string& pathOrUri, store::EventReader& beside,
                                                        std::stop_token stop)
{
    if (isDatabaseUri(pathOrUri)) {
#ifdef VCI_HAS_POSTGRES
        return store::postgres::openPostgresRecordReader(pathOrUri, *beside.tenant());
#else
        return withoutDatabase();
#endif
    }
    VCI_TRY(const auto path, caseFilePath(pathOrUri));
    return store::sqlite::openCaseFileRecordReader(path, *beside.tenant(), std::move(stop), store::sqlite::openSealOf(beside));
}

Result<std::unique_ptr<store::Administration>> openAdministration(const std::string& pathOrUri)
{
    if (!isDatabaseUri(pathOrUri)) {
        return makeError(ErrorCode::Usage, "db works on a database, and " + pathOrUri +
                                               " is none: give --store postgresql://… (a case file needs no "
                                               "migration; the first writing command brings it up to date)");
    }
#ifdef VCI_HAS_POSTGRES
    return store::postgres::openPostgresAdministration(pathOrUri);
#else
    return withoutDatabase();
#endif
}

Result<std::unique_ptr<store::AnchorWriter>> openAnchorWriter(const std::string& pathOrUri)
{
    if (isDatabaseUri(pathOrUri)) {
#ifdef VCI_HAS_POSTGRES
        return store::postgres::openPostgresAnchorWriter(pathOrUri);
#else
        return withoutDatabase();
#endif
    }
    VCI_TRY(const auto path, caseFilePath(pathOrUri));
    return store::sqlite::openCaseAnchorWriter(path);
}

Result<store::SequenceOutcome> sequenceLog(const std::string& pathOrUri, TenantId tenant, std::stop_token stop)
{
    if (isDatabaseUri(pathOrUri)) {
#ifdef VCI_HAS_POSTGRES
        return store::postgres::sequencePostgres(pathOrUri, tenant, std::move(stop));
#else
        return withoutDatabase();
#endif
    }
    VCI_TRY(const auto reader, openSource(pathOrUri));
    VCI_CHECK(reader->selectTenant(tenant));
    VCI_TRY(const auto statistics, reader->statistics(std::move(stop)));
    return store::SequenceOutcome{0, statistics.events - statistics.unsequenced};
}

Result<std::unique_ptr<store::LogWriter>> openLogWriter(const std::string& pathOrUri, IdSource& ids, Clock& clock)
{
    if (isDatabaseUri(pathOrUri)) {
#ifdef VCI_HAS_POSTGRES
        return store::postgres::openPostgresLogWriter(pathOrUri);
#else
        return withoutDatabase();
#endif
    }
    VCI_TRY(const auto path, caseFilePath(pathOrUri));
    return store::sqlite::openCaseLogWriter(path, currentExaminer({}).name, ids, clock);
}

Result<void> createCase(const std::string& pathOrUri, IdSource& ids, Clock& clock)
{
    if (isDatabaseUri(pathOrUri))
        return makeError(ErrorCode::Usage, "init makes a case file: give a path such as a.vcase, not a database URI");
    VCI_TRY(const auto path, caseFilePath(pathOrUri));
    return store::sqlite::createCaseFile(path, ids, clock);
}

}  // namespace vci::app
