// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/inspector/witnessedsample.h"

#include "app/inspector/integrityservices.h"
#include "app/source/opensource.h"
#include "core/anchor/anchorroot.h"
#include "core/base/clock.h"
#include "core/integrity/signing.h"

#include <QFile>

namespace vci::app {

namespace {

const std::string kTransaction = "0x" + std::string(64, 'a');
const std::string kSender = "0x" + std::string(40, 'b');

/// The note of the log's head, signed by a new key.
Result<std::string> signLog(const std::string& file, store::EventReader& reader, const std::string& journalFolder, IdSource& ids,
                            Clock& clock)
{
    VCI_TRY(const auto logs, reader.log()->logs({}));
    VCI_TRY(const auto key, integrity::SignerKey::generate(integrity::keyNameOf(logs.front().id)));
    VCI_TRY(const auto journal, integrity::NoteFolder::openOrMake(journalFolder));
    VCI_TRY(const auto writer, openLogWriter(file, ids, clock));
    integrity::CheckpointSigner signer(*reader.log(), key, journal);
    const TenantId tenant = *reader.tenant();
    const auto keep = [&](const store::StoredCheckpoint& one) { return writer->addCheckpoint(tenant, one); };
    VCI_TRY(const auto made, signer.sign(tenant, keep, {}, {}));
    VCI_CHECK(integrityServices().saveTrust(R"({"keys":[")" + key.verifierKey().toString() + R"("],"chain_id":1,"senders":[")" +
                                            kSender + R"("]})"));
    return made.note.toString();
}

Result<void> recordAnchor(const std::string& file, const std::string& note, IdSource& ids, Clock& clock)
{
    VCI_TRY(auto tree, anchor::buildAnchorTree({note}));
    VCI_TRY(const auto writer, openAnchorWriter(file));
    const std::string root(tree.root.begin(), tree.root.end());
    return writer->addAnchor({AnchorId(ids.next()), 1, kTransaction, kSender, root, clock.now(), std::move(tree.members), {}});
}

/// A minute after the newest event, on the same aggregate.
Result<void> appendOne(const std::string& file, store::EventReader& reader, IdSource& ids, Clock& clock)
{
    constexpr std::int64_t kMinute = 60'000'000;
    VCI_TRY(const auto newest, reader.aggregates({{}, store::AggregateSort::LastActivity}, {{}, 1}, {}));
    const store::AggregateRow& row = newest.rows.front();
    VCI_TRY(const auto writer, openForAppend(file, ids, clock));
    const store::NewEvent late{{},
                               row.id,
                               row.type,
                               row.lastEventType,
                               1,
                               "{}",
                               "{}",
                               {},
                               {},
                               {},
                               false,
                               false,
                               false,
                               false,
                               Sequence(row.lastSequence.value() + 1),
                               RecordedTime{Timestamp(row.last.at.micros() + kMinute)},
                               {}};
    VCI_CHECK(writer->append(*reader.tenant(), {{late}}, store::Stamping::AsRecorded));
    return {};
}

}  // namespace

Result<void> makeWitnessedSample(const QString& sample, const QString& copy, const QString& journal)
{
    if (!QFile::copy(sample, copy))
        return makeError(ErrorCode::Io, "cannot copy " + sample.toStdString() + " to " + copy.toStdString());
    const std::string file = copy.toStdString();
    RandomIdSource ids;
    SystemClock clock;
    VCI_TRY(const auto reader, openSource(file));
    VCI_TRY(const auto tenants, reader->tenants());
    VCI_CHECK(reader->selectTenant(tenants.front().id));
    VCI_TRY(const std::string note, signLog(file, *reader, journal.toStdString(), ids, clock));
    VCI_CHECK(recordAnchor(file, note, ids, clock));
    return appendOne(file, *reader, ids, clock);
}

}  // namespace vci::app
