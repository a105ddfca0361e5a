// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/inspector/integrityservices.h"

#include "app/evidence/verifysource.h"
#include "app/source/opensource.h"
#include "core/json/read.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <filesystem>
#include <utility>

namespace vci::app {

namespace {

Result<ui::VerifiedSource> verify(const ui::VerifyAsk& ask, const verify::PaceFunction& progress, const std::stop_token& stop)
{
    VCI_TRY(const auto events, openSource(ask.source));
    const std::stop_callback onStop(stop, [&events] { events->interrupt(); });
    if (ask.tenant) VCI_CHECK(events->selectTenant(*ask.tenant));
    if (!events->tenant()) return makeError(ErrorCode::NotFound, ask.source + " holds no tenant yet: there is nothing to verify");
    VerifyRequest request{ask.source, ask.scope, defaultEvidenceSettings()};
    request.isOffline = ask.network == ui::Network::Leave;
    VCI_TRY(auto outcome, verifySource(*events, request, ask.catalog, progress, stop));
    return ui::VerifiedSource{std::move(outcome.report), std::move(outcome.pin), request.settings.trustFile.string(),
                              outcome.trustedKeys, std::move(outcome.untrustedSealer)};
}

/// The fields that both the row of a read model and the event carry.
void addFields(const store::ReadModelRow& row, const json::Value& data, std::vector<ui::ModelField>& fields)
{
    const json::LenientRead read = json::readLenient(row.data);
    if (!read.value.isObject()) return;
    for (const auto& [name, value] : read.value.members()) {
        if (data.find(name) != nullptr) fields.push_back({row.modelType, name, json::dump(value), !row.projection});
    }
}

Result<std::vector<ui::ModelField>> fieldsOf(const ui::TriageAsk& ask, TenantId tenant, const std::string& leaf,
                                             const std::stop_token& stop)
{
    std::vector<ui::ModelField> fields;
    const json::LenientRead read = json::readLenient(leaf);
    const json::Value* const data = read.value.find("event_data");
    const json::Value* const aggregate = read.value.find("aggregate_id");
    if (aggregate == nullptr || !aggregate->isString() || data == nullptr || !data->isObject()) return fields;
    VCI_TRY(const auto models, openReadModels(ask.source));
    const std::stop_callback onStop(stop, [&models] { models->interrupt(); });
    VCI_CHECK(models->selectTenant(tenant));
    VCI_TRY(const auto counts, models->models(stop));
    for (const store::ReadModelCount& each : counts) {
        const auto row = models->row(each.modelType, aggregate->asText(), stop);
        if (row.ok()) {
            addFields(row.value(), *data, fields);
        } else if (row.error().code != ErrorCode::NotFound) {
            return row.error();
        }
    }
    return fields;
}

Result<ui::Triaged> triage(store::EventReader& reader, const ui::TriageAsk& ask, const std::stop_token& stop)
{
    ui::Triaged found{ask.event, {}};
    VCI_TRY(found.row, verify::leafCopyOf(reader, ask.event, stop));
    VCI_TRY(found.logged, verify::leafEntryOf(reader, ask.event, stop));
    if (!ask.otherCase.empty()) {
        VCI_TRY(const auto other, openSource(ask.otherCase, stop));
        const std::stop_callback onStop(stop, [&other] { other->interrupt(); });
        VCI_CHECK(other->selectTenant(*reader.tenant()));
        VCI_TRY(found.other, verify::leafCopyOf(*other, ask.event, stop));
        VCI_TRY(found.otherLogged, verify::leafEntryOf(*other, ask.event, stop));
        VCI_CHECK(other->confirmUnchanged(stop));
    }
    const std::optional<std::string>& leaf = found.row.leaf || !found.other ? found.row.leaf : found.other->leaf;
    if (leaf) {
        // A source without read models lacks nothing that this needs.
        auto fields = fieldsOf(ask, *reader.tenant(), *leaf, stop);
        if (fields.ok()) found.fields = std::move(fields).value();
    }
    VCI_CHECK(reader.confirmUnchanged(stop));
    return found;
}

Result<ui::TrustSettings> trust()
{
    const EvidenceSettings settings = defaultEvidenceSettings();
    std::error_code failure;
    ui::TrustSettings found{settings.trustFile.string(), std::filesystem::exists(settings.trustFile, failure)};
    // One that was named and is not there is no error here: this is where it is made.
    if (found.isThere) {
        VCI_TRY(found.trust, loadTrust(settings));
    }
    return found;
}

Result<ui::TrustSettings> saveTrust(const std::string& text)
{
    const EvidenceSettings settings = defaultEvidenceSettings();
    VCI_TRY(auto read, integrity::Trust::parse(text));
    const QString name = QString::fromStdString(settings.trustFile.string());
    QDir().mkpath(QFileInfo(name).path());
    QSaveFile file(name);
    const auto size = static_cast<qint64>(text.size());
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(text.data(), size) != size || !file.commit()) {
        return makeError(ErrorCode::Io,
                         "cannot write the trust file " + settings.trustFile.string() + ": " + file.errorString().toStdString());
    }
    return ui::TrustSettings{settings.trustFile.string(), true, std::move(read)};
}

}  // namespace

ui::IntegrityServices integrityServices()
{
    return {verify, triage, trust, saveTrust};
}

}  // namespace vci::app
