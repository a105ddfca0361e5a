// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalog/catalog.h"
#include "core/replay/timeline.h"
#include "core/store/reader.h"
#include "ui/bridge/worker.h"
#include "ui/format/text.h"
#include "ui/state/focus.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace vci::ui {

/// Opens a reader on a source by path or URI. Given by app/, which alone knows the backends.
using OpenSource = std::function<Result<std::unique_ptr<store::EventReader>>(const std::string& pathOrUri)>;

/// An opened source with its tenant, its workers, and the timeline of the aggregate in focus. Every pane is given the session
/// and listens to it; no pane owns data of another.
class Session : public QObject {
    Q_OBJECT

public:
    enum class SourceState { None, Opening, ChoosingTenant, Open, Failed };
    /// In Open, tenant() is absent where the source holds none: an empty case file.
    enum class TimelineState { None, Loading, Loaded, Failed };

    Session(OpenSource openSource, std::shared_ptr<const catalog::Catalog> catalog, QObject* parent = nullptr);
    ~Session() override;

    /// Opens a case file or database on a worker. Where several tenants are visible and none is given, the state becomes
    /// ChoosingTenant. Replaces what was open.
    void open(const QString& pathOrUri, std::optional<TenantId> tenant = std::nullopt);
    void chooseTenant(TenantId tenant);
    void close();

    [[nodiscard]] SourceState sourceState() const;
    [[nodiscard]] const std::optional<Error>& sourceError() const;
    /// The path or URI that was given to open(), a password included: for opening more of the same, never for showing.
    [[nodiscard]] const QString& source() const;
    [[nodiscard]] const std::optional<store::SourceInfo>& info() const;
    [[nodiscard]] const std::vector<Tenant>& tenants() const;
    [[nodiscard]] const std::optional<Tenant>& tenant() const;
    [[nodiscard]] const std::shared_ptr<const catalog::Catalog>& catalog() const;

    /// The shared focus. Setting its aggregate loads the timeline.
    [[nodiscard]] FocusBus& focusBus();
    [[nodiscard]] TimelineState timelineState() const;
    /// The task that loads the timeline, for its progress and for cancelTask(); 0 unless Loading.
    [[nodiscard]] RequestNumber timelineRequest() const;
    /// Loads the timeline of the aggregate in focus again: after a failure or a cancel.
    void reloadTimeline();
    [[nodiscard]] const std::optional<Error>& timelineError() const;
    /// The replay of the aggregate in focus, or null while it is not loaded. Immutable; keep the pointer as long as needed.
    [[nodiscard]] const std::shared_ptr<const replay::Timeline>& timeline() const;
    /// How long reading and replaying took.
    [[nodiscard]] std::chrono::microseconds timelineLatency() const;
    /// The position in force: the focus's, bounded by the timeline's size; 0 without a timeline.
    [[nodiscard]] replay::Position position() const;

    /// Quick reads that someone waits for: visible rows, one event. Requires sourceState() == Open.
    [[nodiscard]] Worker& interactive();
    /// Reads that take a moment: facets, chains, previews. Requires sourceState() == Open.
    [[nodiscard]] Worker& background();
    /// Reads that may see the whole source: find, the directory of a stock database. Requires sourceState() == Open.
    [[nodiscard]] Worker& search();
    /// Checks and acts that may take minutes: audits, rebuilds. Requires sourceState() == Open.
    [[nodiscard]] Worker& longWork();

    /// How every pane shows times. UTC at first.
    [[nodiscard]] format::Zone zone() const;
    void setZone(format::Zone zone);

    /// Ends a task that taskStarted told of.
    void cancelTask(RequestNumber request);

Q_SIGNALS:
    void sourceStateChanged();
    /// state, error, timeline: something of the timeline changed.
    void timelineChanged();
    /// The position in force changed, or the timeline did.
    void positionChanged(vci::replay::Position position);
    void fieldChanged(const QString& pointer);
    void zoneChanged(vci::ui::format::Zone zone);
    void taskStarted(const vci::ui::TaskState& state);
    void taskProgressed(const vci::ui::TaskState& state);
    void taskFinished(vci::ui::RequestNumber request);

private:
    [[nodiscard]] std::unique_ptr<Worker> makeWorker(std::optional<TenantId> tenant);
    void setSourceState(SourceState state);
    void clear();
    void startWorkers(std::optional<Tenant> tenant);
    void dropTimeline();
    void loadTimeline(AggregateId aggregate);
    void acceptTimeline(std::shared_ptr<const replay::Timeline> timeline, std::chrono::microseconds latency);
    void failTimeline(Error error);
    [[nodiscard]] Focus resolved(Focus focus) const;
    void onFocusChanged(const Focus& focus, const Focus& before);

    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace vci::ui
