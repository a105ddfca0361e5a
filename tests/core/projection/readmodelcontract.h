// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/projection/catchup.h"
#include "core/projection/rebuild.h"
#include "core/store/writer.h"

#include <QObject>

#include <memory>
#include <string>
#include <vector>

/// What read models promise on every backend (DESIGN 3.5). A backend's test fills a source and says how to reach it.
class ReadModelContract : public QObject {
    Q_OBJECT

protected:
    /// Makes a new source with traffic, sequenced. NotFound, with what is missing, where it cannot run here.
    virtual vci::Result<void> makeSource() = 0;
    virtual vci::TenantId tenant() const = 0;
    virtual vci::Result<std::unique_ptr<vci::store::ReadModelReader>> openReader() = 0;
    virtual vci::Result<std::unique_ptr<vci::store::ReadModelWriter>> openWriter() = 0;
    virtual vci::Result<std::unique_ptr<vci::store::EventReader>> openEvents() = 0;
    virtual vci::Result<std::unique_ptr<vci::store::EventWriter>> openAppend() = 0;
    /// A statement by somebody's hand.
    virtual void runSql(const std::string& sql) = 0;

    const vci::projection::Library& library();
    std::shared_ptr<const vci::projection::Definition> definition(const char* name) { return library().find(name); }
    vci::projection::Comparison drift(const char* name);
    /// Every row of the type, deleted ones too, and the checkpoint, as one text.
    std::string contents(const char* name);
    std::vector<vci::store::ReadModelRow> rowsOf(const char* name);
    vci::Result<vci::projection::CatchUp> catchUp(const char* name);
    vci::Result<vci::projection::Comparison> rebuild(const char* name, std::stop_token stop = {},
                                                     const vci::store::ProgressFunction& progress = {});
    /// Corrupts three cells of CallSummary, deletes two rows and adds one; the ids in that order.
    std::vector<std::string> corrupt();
    void append(const std::string& aggregate, const std::string& type, const std::string& data,
                std::optional<std::int64_t> sequence);
    /// Open until close(), at latest until the next test.
    vci::store::ReadModelReader& reader();
    vci::store::ReadModelWriter& writer();
    void close();

private Q_SLOTS:
    void init();
    void catchUpBuildsAll();
    void rowsEqualReplay();
    void driftListsExactlyWhatWasCorrupted();
    void cancelledRebuildChangesNothing();
    void cancelledSwapChangesNothing();
    void newEventsLagUntilTheyAreCaughtUp();
    void eventsOutOfOrderAreReplayed();
    void rowThatIsGoneIsMadeAnew();
    void historyOfARowNamesItsEvents();
    void otherLogStartsOver();
    void manualRowsAreCountedAndKept();
    void foreignRowsStay();
    void rowsComeByPages();
    void secondWriterIsTold();

private:
    std::unique_ptr<vci::projection::Library> m_library;
    std::unique_ptr<vci::store::ReadModelWriter> m_writer;
    std::unique_ptr<vci::store::ReadModelReader> m_reader;
};
