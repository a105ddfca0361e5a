// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/inspector/caseservices.h"

#include "app/source/opencase.h"
#include "core/base/clock.h"
#include "core/casefile/check.h"
#include "core/casefile/custodychain.h"
#include "core/casefile/sidelog.h"
#include "core/integrity/signing.h"

#include <iterator>
#include <utility>

namespace vci::app {

namespace {

constexpr std::size_t kRowsPerPage = 1000;

casefile::Examiner examiner()
{
    return currentExaminer(VCI_VERSION);
}

/// Takes rows of one log into the contents, each with its place in the chain.
class CustodyReading {
public:
    CustodyReading(ui::CaseContents& contents, bool isBeside, const Sha256& start)
        : m_contents(contents)
        , m_isBeside(isBeside)
        , m_before(start)
    {
    }

    /// end: how many records there are and the hash of the last one, where anything but the records says so.
    template <typename Next>
    Result<void> readAll(Next next, const casefile::CustodyHead& end = {})
    {
        std::int64_t after = INT64_MIN;
        while (true) {
            VCI_TRY(const auto rows, next(after));
            if (rows.empty()) {
                const auto head = tryHashFromBytes(end.hash);
                if (head && m_isAnyTaken && end.count == m_number - 1) judgeLast(*head == m_before);
                return {};
            }
            after = rows.back().n;
            for (const casefile::CustodyRow& row : rows) take(row);
            auto& lines = m_contents.custody;
            if (lines.size() > 2 * ui::CaseContents::kMostLines)
                lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(ui::CaseContents::kMostLines));
        }
    }

private:
    void take(const casefile::CustodyRow& row)
    {
        const auto link = casefile::ChainLink::of(row);
        const bool isNext = link.n == m_number;
        bool follows = isNext && link.prev == m_before;
        // Beside the file a record's number is its line: one that does not follow may stand behind one that was taken out.
        if (m_isAnyTaken && isNext && link.prev && (!m_isBeside || !m_isLastAsStored)) {
            judgeLast(follows);
            follows = true;
        } else {
            m_blamed.reset();
        }
        m_contents.custody.push_back({row.n, m_isBeside, casefile::CustodyRecord::tryParse(row.record), row.record, link.hash,
                                      link.isAsStored && follows});
        ++m_contents.custodyCount;
        m_isAnyTaken = true;
        m_isLastAsStored = link.isAsStored;
        m_number = row.n + 1;
        m_before = link.hash;
    }

    /// A record names the hash of the one before it as that was: where it is another now, the one before was changed, unless what
    /// names it was changed itself.
    void judgeLast(bool isNamed)
    {
        auto& lines = m_contents.custody;
        if (!isNamed && m_blamed) lines[lines.size() - 2].fits = *m_blamed;
        m_blamed.reset();
        if (!isNamed) m_blamed = std::exchange(lines.back().fits, false);
    }

    ui::CaseContents& m_contents;
    bool m_isBeside;
    Sha256 m_before;
    std::int64_t m_number = 1;
    bool m_isAnyTaken = false;
    bool m_isLastAsStored = true;
    std::optional<bool> m_blamed;  ///< whether the line before the last one fitted, until the last one said that it does not
};

Result<ui::CaseContents> read(store::EventReader& reader, const std::stop_token& stop)
{
    casefile::CaseReader* const file = caseOf(reader);
    if (file == nullptr) return makeError(ErrorCode::NotSupported, reader.info().label + " is a database, not a case file");
    VCI_TRY(auto info, file->caseInfo());
    ui::CaseContents contents{std::move(info), file->seal(), {}, {}, 0, {}};
    std::int64_t after = INT64_MIN;
    while (true) {
        VCI_TRY(auto notes, file->notes(after, kRowsPerPage));
        if (notes.empty()) break;
        after = notes.back().n;
        std::move(notes.begin(), notes.end(), std::back_inserter(contents.notes));
        if (stop.stop_requested()) return cancelled();
    }
    const casefile::CustodyHead end = contents.info.custody;
    VCI_CHECK(CustodyReading(contents, false, casefile::kCustodyStart)
                  .readAll([&](std::int64_t above) { return file->custodyRows(above, kRowsPerPage); }, end));
    VCI_TRY(const auto beside, casefile::readSideLog(contents.info.file, INT64_MIN, 1, stop));
    if (!beside.empty()) {
        // The hash of the file: that of the seal, or what the head says, or else the first record itself.
        VCI_TRY(const auto head, casefile::readSideHead(contents.info.file));
        const auto first = casefile::ChainLink::of(beside.front());
        const Sha256 unsealed = head.head ? head.head->start : first.prev.value_or(Sha256{});
        const Sha256 start = contents.seal ? contents.seal->hash : unsealed;
        VCI_CHECK(CustodyReading(contents, true, start).readAll([&](std::int64_t above) {
            return casefile::readSideLog(contents.info.file, above, kRowsPerPage, stop);
        }));
    }
    VCI_TRY(contents.findings, casefile::checkCustody(*file, stop));
    VCI_CHECK(reader.confirmUnchanged(stop));
    return contents;
}

Result<casefile::CaseNote> addNote(const std::string& source, const casefile::NewNote& note)
{
    SystemClock clock;
    VCI_TRY(const auto writer, openCaseWriter(source, examiner(), clock));
    return writer->addNote(note);
}

Result<void> record(const std::string& source, const std::optional<casefile::SealState>& seal, const std::string& action,
                    const std::string& object)
{
    SystemClock clock;
    VCI_TRY(const auto log, openCustodyLog(source, seal, examiner(), clock));
    VCI_CHECK(log->append(action, object));
    return {};
}

Result<casefile::ExportOutcome> exportTo(const std::string& source, store::EventReader& reader,
                                         const casefile::Selection& selection, const std::string& newFile,
                                         const store::ProgressFunction& progress, const std::stop_token& stop)
{
    RandomIdSource ids;
    SystemClock clock;
    return exportCase(source, reader, selection, newFile, examiner(), ids, clock, progress, stop);
}

Result<casefile::SealState> seal(const std::string& source, const std::string& keyFile)
{
    VCI_TRY(const auto key, integrity::loadSignerKey(keyFile));
    SystemClock clock;
    return sealCase(source, key, examiner(), clock, {});
}

Result<std::string> makeKey(const std::string& newFile, const std::string& name)
{
    VCI_TRY(const auto key, integrity::SignerKey::generate("voicecore/examiner/" + name));
    VCI_CHECK(integrity::saveSignerKey(key, newFile));
    return key.verifierKey().toString();
}

}  // namespace

ui::CaseServices caseServices()
{
    const auto sealOf = [](store::EventReader& reader) {
        casefile::CaseReader* const file = caseOf(reader);
        return file == nullptr ? std::nullopt : file->seal();
    };
    return {sealOf, read, addNote, record, exportTo, seal, makeKey};
}

}  // namespace vci::app
