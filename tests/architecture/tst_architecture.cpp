// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Keeps the dependency direction of HACKING.md true by reading the sources: what a folder may include, and what nobody may do.

#include <QtTest>

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

namespace {

struct SourceFile {
    QString path;  ///< from the root of the tree
    QStringList lines;

    [[nodiscard]] QStringList includes() const
    {
        static const QRegularExpression pattern(QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"));
        QStringList found;
        for (const QString& line : lines) {
            const auto match = pattern.match(line);
            if (match.hasMatch()) found << match.captured(1);
        }
        return found;
    }
};

QList<SourceFile> sourcesUnder(const QStringList& folders)
{
    const QDir root(QStringLiteral(VCI_SOURCE_DIR));
    QList<SourceFile> files;
    for (const QString& folder : folders) {
        QDirIterator it(root.filePath(folder), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                        QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            if (!file.open(QIODevice::ReadOnly)) continue;
            files << SourceFile{root.relativeFilePath(file.fileName()),
                                QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))};
        }
    }
    return files;
}

/// The library that a path belongs to: core/store/sqlite/x.h -> core/store/sqlite, ui/pages/x.h -> ui/pages.
QString libraryOf(const QString& path)
{
    QString folder = path.section(QLatin1Char('/'), 0, -2);
    return folder;
}

/// What each library may include besides itself. Arrows point down only.
const QMap<QString, QStringList>& allowed()
{
    static const QStringList core = {QStringLiteral("core/base"),  QStringLiteral("core/model"),
                                     QStringLiteral("core/json"),  QStringLiteral("core/catalog"),
                                     QStringLiteral("core/store"), QStringLiteral("core/replay"),
                                     QStringLiteral("core/chain"), QStringLiteral("core/projection")};
    static const QStringList evidence = {QStringLiteral("core/verify"),   QStringLiteral("core/anchor"),
                                         QStringLiteral("core/casefile"), QStringLiteral("core/integrity"),
                                         QStringLiteral("core/report"),   QStringLiteral("core/timestamp")};
    static const QMap<QString, QStringList> rules = {
        {QStringLiteral("core/base"), {}},
        {QStringLiteral("core/http"), core.mid(0, 1)},
        {QStringLiteral("core/timestamp"), core.mid(0, 1)},
        {QStringLiteral("core/model"), core.mid(0, 1)},
        {QStringLiteral("core/json"), core.mid(0, 2)},
        {QStringLiteral("core/catalog"), core.mid(0, 3)},
        {QStringLiteral("core/store"), core.mid(0, 4)},
        {QStringLiteral("core/store/sqlite"),
         core.mid(0, 5) + QStringList{QStringLiteral("core/casefile"), QStringLiteral("core/integrity")}},
        {QStringLiteral("core/store/postgres"), core.mid(0, 5)},
        {QStringLiteral("core/replay"), core.mid(0, 5)},
        {QStringLiteral("core/chain"), core.mid(0, 5)},
        {QStringLiteral("core/integrity"), core.mid(0, 5)},
        {QStringLiteral("core/casefile"), core.mid(0, 5) + QStringList{QStringLiteral("core/integrity")}},
        {QStringLiteral("core/projection"), core.mid(0, 6)},
        {QStringLiteral("core/anchor"), core.mid(0, 5) + QStringList{QStringLiteral("core/integrity")}},
        {QStringLiteral("core/anchor/ethereum"),
         core.mid(0, 5) +
             QStringList{QStringLiteral("core/integrity"), QStringLiteral("core/anchor"), QStringLiteral("core/http")}},
        // Verification stands on replay, causes and the log alike: above them all.
        {QStringLiteral("core/verify"),
         core + QStringList{QStringLiteral("core/integrity"), QStringLiteral("core/anchor"), QStringLiteral("core/timestamp")}},
        {QStringLiteral("core/generate"), core.mid(0, 5)},
        {QStringLiteral("core/intake"), core.mid(0, 5)},
        {QStringLiteral("core/report"),
         core + QStringList{QStringLiteral("core/verify"), QStringLiteral("core/anchor"), QStringLiteral("core/casefile")}},
        {QStringLiteral("ui/theme"), {}},
        {QStringLiteral("ui/format"), core.mid(0, 3) + QStringList{QStringLiteral("ui/theme")}},
        {QStringLiteral("ui/bridge"), core + evidence},
        {QStringLiteral("ui/state"), core + evidence + QStringList{QStringLiteral("ui/bridge"), QStringLiteral("ui/format")}},
    };
    return rules;
}

}  // namespace

class TestArchitecture final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_files = sourcesUnder({QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app")});
        QVERIFY2(m_files.size() > 30, "the sources were not found");
    }

    void coreIncludesNoQt()
    {
        static const QRegularExpression qt(QStringLiteral("^(Q[A-Z]|Qt|qcustomplot)"));
        for (const SourceFile& file : m_files) {
            if (!file.path.startsWith(QLatin1String("core/"))) continue;
            for (const QString& include : file.includes())
                QVERIFY2(!qt.match(include).hasMatch(), qPrintable(file.path + QStringLiteral(" includes ") + include));
        }
    }

    void uiIncludesNoDatabase()
    {
        static const QRegularExpression database(QStringLiteral("^(pqxx|sqlite3|libpq|core/store/(sqlite|postgres)/|QSql)"));
        for (const SourceFile& file : m_files) {
            if (!file.path.startsWith(QLatin1String("ui/"))) continue;
            for (const QString& include : file.includes())
                QVERIFY2(!database.match(include).hasMatch(), qPrintable(file.path + QStringLiteral(" includes ") + include));
        }
    }

    void backendsAreReachedFromAppOnly()
    {
        for (const SourceFile& file : m_files) {
            for (const QString& include : file.includes()) {
                if (!include.startsWith(QLatin1String("core/store/sqlite/")) &&
                    !include.startsWith(QLatin1String("core/store/postgres/")))
                    continue;
                const bool sameBackend = libraryOf(file.path) == libraryOf(include);
                QVERIFY2(sameBackend || file.path.startsWith(QLatin1String("app/")),
                         qPrintable(file.path + QStringLiteral(" includes ") + include));
            }
        }
    }

    void arrowsPointDown()
    {
        for (const SourceFile& file : m_files) {
            const QString library = libraryOf(file.path);
            for (const QString& include : file.includes()) {
                if (!include.contains(QLatin1Char('/')) ||
                    !(include.startsWith(QLatin1String("core/")) || include.startsWith(QLatin1String("ui/")) ||
                      include.startsWith(QLatin1String("app/"))))
                    continue;
                const QString target = libraryOf(include);
                const QByteArray what = (file.path + QStringLiteral(" includes ") + include).toUtf8();
                if (target == library) continue;
                if (library.startsWith(QLatin1String("core/"))) {
                    QVERIFY2(allowed().contains(library),
                             qPrintable(library + QStringLiteral(" has no rule: add it to the architecture")));
                    QVERIFY2(allowed()[library].contains(target), what.constData());
                } else if (library.startsWith(QLatin1String("ui/"))) {
                    QVERIFY2(!target.startsWith(QLatin1String("app/")), what.constData());
                    if (allowed().contains(library)) QVERIFY2(allowed()[library].contains(target), what.constData());
                }
            }
        }
    }

    void oneWrapperIncludesTheChartLibrary()
    {
        QStringList including;
        for (const SourceFile& file : m_files)
            for (const QString& include : file.includes())
                if (include == QLatin1String("qcustomplot.h")) including << file.path;
        QVERIFY2(including.size() <= 1, qPrintable(including.join(QLatin1Char(' '))));
    }

    void nothingForbidden_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::newRow("nested event loops") << QStringLiteral(
            "\\b(QEventLoop\\b|processEvents\\s*\\(|(dialog|box|menu)(\\.|->)exec\\()");
        QTest::newRow("terminated threads") << QStringLiteral("\\bterminate\\s*\\(\\)");
        QTest::newRow("unfinished marks") << QStringLiteral("\\b(TO"
                                                            "DO|FIX"
                                                            "ME|XX"
                                                            "X|HA"
                                                            "CK)\\b");
    }
    void nothingForbidden()
    {
        QFETCH(QString, pattern);
        const QRegularExpression expression(pattern);
        for (const SourceFile& file : m_files)
            for (int i = 0; i < file.lines.size(); ++i)
                QVERIFY2(!expression.match(file.lines[i]).hasMatch(),
                         qPrintable(QStringLiteral("%1:%2: %3").arg(file.path).arg(i + 1).arg(file.lines[i])));
    }

    void filesHoldOneIdea()
    {
        for (const SourceFile& file : m_files + sourcesUnder({QStringLiteral("tests")})) {
            QVERIFY2(file.lines.size() <= 501,
                     qPrintable(QStringLiteral("%1 has %2 lines").arg(file.path).arg(file.lines.size())));
            QVERIFY2(file.lines.size() > 1 && file.lines[1].contains(QLatin1String("SPDX-License-Identifier: GPL-3.0-or-later")),
                     qPrintable(file.path + QStringLiteral(" lacks its SPDX lines")));
        }
    }

    void everySourceIsNamed()
    {
        // No GLOB: a file that no CMakeLists names is dead.
        for (const SourceFile& file : m_files) {
            if (!file.path.endsWith(QLatin1String(".cpp"))) continue;
            QFile list(QStringLiteral(VCI_SOURCE_DIR "/") + libraryOf(file.path) + QStringLiteral("/CMakeLists.txt"));
            QVERIFY2(list.open(QIODevice::ReadOnly), qPrintable(file.path));
            QVERIFY2(list.readAll().contains(file.path.section(QLatin1Char('/'), -1).toUtf8()),
                     qPrintable(file.path + QStringLiteral(" is built by nobody")));
        }
    }

private:
    QList<SourceFile> m_files;
};

QTEST_APPLESS_MAIN(TestArchitecture)
#include "tst_architecture.moc"
