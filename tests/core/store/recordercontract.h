// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/store/reader.h"
#include "core/store/recorder.h"
#include "core/store/snapshots.h"

#include <QObject>

#include <memory>

/// What a Recorder promises on every backend. A backend's test makes a source and says how to reach it.
class RecorderContract : public QObject {
    Q_OBJECT

protected:
    /// NotFound, with what is missing, where it cannot run here.
    virtual vci::Result<void> makeSource() = 0;
    virtual vci::TenantId tenant() const = 0;
    virtual vci::Result<std::unique_ptr<vci::store::EventWriter>> openWriter() = 0;
    virtual vci::Result<std::unique_ptr<vci::store::EventReader>> openReader() = 0;
    virtual vci::Result<std::unique_ptr<vci::store::SnapshotWriter>> openSnapshots() = 0;

    vci::RandomIdSource m_ids;

private Q_SLOTS:
    void initTestCase();
    void storesAndTellsHandlersInOrder();
    void handlersMayRegister();
    void handlersMayStore();
    void aRepetitionIsTold();
    void refuses_data();
    void refuses();
    void expectsTheSequence();
    void aHelperForEachFamily_data();
    void aHelperForEachFamily();
    void snapshotsAreMadeAfterTheCommit();

private:
    vci::store::Recorder make();

    std::unique_ptr<vci::store::EventWriter> m_writer;
};
