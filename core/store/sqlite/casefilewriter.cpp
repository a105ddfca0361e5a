// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/appendrules.h"
#include "core/store/sqlite/appendsession.h"
#include "core/store/sqlite/casefilestore.h"
#include "core/store/sqlite/openfile.h"
#include "core/store/sqlite/schema.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace vci::store::sqlite {

namespace {

class CaseFileWriter final : public EventWriter {
public:
    CaseFileWriter(std::unique_ptr<Connection> connection, IdSource& ids, Clock& clock)
        : m_connection(std::move(connection))
        , m_ids(ids)
        , m_clock(clock)
    {
    }

    ~CaseFileWriter() override { leaveWriting(*m_connection); }

    Result<AppendOutcome> appendPieces(TenantId tenant, const NextPiece& next, Stamping stamping, std::stop_token stop) override
    {
        const Connection::Call call(*m_connection, {});
        VCI_TRY(auto transaction, Transaction::beginImmediate(*m_connection));
        VCI_TRY(auto session, AppendSession::start(*m_connection, m_leaves, m_ids, m_clock, tenant, snapshotPolicy()));
        AppendOutcome total;
        while (true) {
            if (stop.stop_requested()) return cancelled();
            VCI_TRY(const auto events, next());
            if (events.empty()) break;
            auto outcome = session.append(events, stamping);
            if (!outcome.ok()) return afterEarlier(std::move(outcome).error(), total.appended + total.existing);
            total.appended += outcome.value().appended;
            total.existing += outcome.value().existing;
            total.snapshotsDue.merge(outcome.value().snapshotsDue);
            if (!total.first) total.first = std::move(outcome.value().first);
            total.last = std::move(outcome.value().last);
        }
        VCI_CHECK(session.finish());
        VCI_CHECK(transaction.commit());
        return total;
    }

private:
    std::unique_ptr<Connection> m_connection;
    json::LeafWriter m_leaves;
    IdSource& m_ids;
    Clock& m_clock;
};

}  // namespace

Result<void> createCaseFile(const std::filesystem::path& file, IdSource& ids, Clock& clock)
{
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (descriptor < 0 && errno == EEXIST) {
        return makeError(ErrorCode::AlreadyExists,
                         file.string() + " exists already: choose another name, nothing is overwritten");
    }
    if (descriptor < 0) return makeError(ErrorCode::Io, file.string() + " cannot be made: " + std::strerror(errno));
    ::close(descriptor);

    const auto make = [&]() -> Result<void> {
        VCI_TRY(auto connection, Connection::open(file, Connection::Mode::Create));
        return createSchema(*connection, ids, clock);
    };
    auto made = make();
    if (!made.ok()) ::unlink(file.c_str());
    return made;
}

Result<std::unique_ptr<EventWriter>> openCaseFileWriter(const std::filesystem::path& file, IdSource& ids, Clock& clock)
{
    VCI_TRY(auto opened, openForWriting(file));
    VCI_TRY(const std::int64_t isExport,
            opened.connection->number("SELECT selection IS NOT NULL FROM \"case\"", "reading the row of the case"));
    if (isExport != 0) {
        leaveWriting(*opened.connection);
        return makeError(ErrorCode::NotPermitted, file.string() +
                                                      " holds what was exported from another source: events cannot be "
                                                      "added to it, only notes (voicecore-audit casefile note)");
    }
    return std::unique_ptr<EventWriter>(std::make_unique<CaseFileWriter>(std::move(opened.connection), ids, clock));
}

}  // namespace vci::store::sqlite
