// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/casefilestore.h"
#include "tests/core/store/recordercontract.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace vci;

class TestRecorder final : public RecorderContract {
    Q_OBJECT

protected:
    Result<void> makeSource() override { return store::sqlite::createCaseFile(file(), m_ids, m_clock); }
    TenantId tenant() const override { return m_tenant; }
    Result<std::unique_ptr<store::EventWriter>> openWriter() override
    {
        return store::sqlite::openCaseFileWriter(file(), m_ids, m_clock);
    }
    Result<std::unique_ptr<store::EventReader>> openReader() override { return store::sqlite::openCaseFileReader(file()); }
    Result<std::unique_ptr<store::SnapshotWriter>> openSnapshots() override
    {
        return store::sqlite::openCaseFileSnapshotWriter(file(), m_ids, m_clock);
    }

private:
    [[nodiscard]] std::filesystem::path file() const { return m_folder.filePath(QStringLiteral("a.vcase")).toStdString(); }

    QTemporaryDir m_folder;
    SystemClock m_clock;
    TenantId m_tenant{m_ids.next()};
};

QTEST_GUILESS_MAIN(TestRecorder)
#include "tst_recorder.moc"
