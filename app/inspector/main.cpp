// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Composition of the desktop: the only place that knows window, session and stores together.

#include "app/inspector/caseservices.h"
#include "app/inspector/integrityservices.h"
#include "app/inspector/openedahead.h"
#include "app/inspector/operatorservices.h"
#include "app/inspector/reportservices.h"
#include "app/inspector/sample.h"
#include "app/inspector/tour.h"
#include "app/inspector/tourfolder.h"
#include "app/inspector/whenshown.h"
#include "core/catalog/catalog.h"
#include "ui/mainwindow/evidencedesk.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/workspace.h"
#include "ui/pages/aggregatesfeed.h"
#include "ui/pages/aggregatespanel.h"
#include "ui/state/activitylog.h"
#include "ui/state/casework.h"
#include "ui/state/operatormode.h"
#include "ui/state/recentsources.h"
#include "ui/state/samplesource.h"
#include "ui/state/session.h"
#include "ui/state/verification.h"
#include "ui/theme/tabularfont.h"
#include "ui/theme/theme.h"

#include <fontconfig/fontconfig.h>

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QTextStream>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <future>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <thread>

namespace {

constexpr int kUsageExit = 2;
constexpr int kIoExit = 3;
constexpr std::chrono::milliseconds kPatience{60};  ///< before the window is shown without its source

struct Options {
    QString source;
    std::optional<vci::TenantId> tenant;
    bool sample = false;
    bool quitsWhenShown = false;
    QString tour;  ///< a directory for its pictures, or empty
    std::optional<vci::ui::ColorScheme> scheme;
};

void nameProgram()
{
    QCoreApplication::setOrganizationName(QStringLiteral("VoiceCore"));
    QCoreApplication::setApplicationName(QStringLiteral("voicecore-inspector"));
    QCoreApplication::setApplicationVersion(QStringLiteral(VCI_VERSION));
}

/// Whether only words are wanted, which need no display.
bool asksForWords(std::span<char* const> arguments)
{
    return std::ranges::any_of(arguments, [](const std::string_view argument) {
        return argument == "-h" || argument == "--help" || argument == "--help-all" || argument == "-v" ||
               argument == "--version";
    });
}

QStringList listOf(std::span<char* const> arguments)
{
    QStringList list;
    for (const char* argument : arguments) list += QString::fromLocal8Bit(argument);
    return list;
}

/// Whether an argument is one of Qt's own, which a QApplication takes out of the list.
bool namesToolkitOption(std::span<char* const> arguments)
{
    static constexpr std::string_view kNames[] = {
        "platform",       "platformpluginpath", "platformtheme", "plugin",        "display",     "geometry",   "qwindowgeometry",
        "title",          "qwindowtitle",       "icon",          "qwindowicon",   "style",       "stylesheet", "session",
        "graphicssystem", "widgetcount",        "reverse",       "qmljsdebugger", "testability", "fontengine", "dialogs"};
    return std::ranges::any_of(arguments, [](std::string_view argument) {
        if (!argument.starts_with('-')) return false;
        argument.remove_prefix(argument.starts_with("--") ? 2 : 1);
        return std::ranges::find(kNames, argument.substr(0, argument.find('='))) != std::end(kNames);
    });
}

/// Ends the program where only words are wanted. Tells the fault on stderr and returns nothing where the arguments make no sense.
std::optional<Options> readOptions(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("main", "Audit and time travel for event-sourced voice platforms."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("SOURCE"),
                                 QCoreApplication::translate("main", "A case file or a postgresql:// URI."),
                                 QStringLiteral("[PATH|URI]"));
    const QCommandLineOption tenant(QStringLiteral("tenant"),
                                    QCoreApplication::translate("main", "The tenant whose events to show."),
                                    QStringLiteral("UUID"));
    const QCommandLineOption sample(QStringLiteral("sample"), QCoreApplication::translate("main", "Open the sample."));
    const QCommandLineOption colors(QStringLiteral("colors"),
                                    QCoreApplication::translate("main", "light or dark, instead of the desktop's choice."),
                                    QStringLiteral("SCHEME"));
    const QCommandLineOption tour(QStringLiteral("tour"),
                                  QCoreApplication::translate("main", "Render every screen to pictures in DIR, and end."),
                                  QStringLiteral("DIR"));
    QCommandLineOption quits(QStringLiteral("quit-when-shown"));
    quits.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOptions({tenant, sample, colors, tour, quits});
    const bool isSound = parser.parse(arguments);
    if (parser.isSet(version)) parser.showVersion();
    if (parser.isSet(help) || parser.isSet(QStringLiteral("help-all"))) parser.showHelp();

    Options options;
    options.sample = parser.isSet(sample);
    options.quitsWhenShown = parser.isSet(quits);
    options.tour = parser.value(tour);
    const auto refuse = [](const QString& why) -> std::optional<Options> {
        QTextStream(stderr) << "voicecore-inspector: " << why << '\n';
        return std::nullopt;
    };
    if (!isSound) return refuse(parser.errorText() + QStringLiteral(" (--help lists the options)"));
    if (parser.positionalArguments().size() > 1) return refuse(QStringLiteral("one source at a time, please"));
    options.source = parser.positionalArguments().value(0);
    if (parser.isSet(tenant)) {
        options.tenant = vci::TenantId::tryFromString(parser.value(tenant).toStdString());
        if (!options.tenant) return refuse(QStringLiteral("--tenant takes a UUID, not \"%1\"").arg(parser.value(tenant)));
    }
    if (parser.isSet(colors)) {
        const QString name = parser.value(colors);
        if (name != QLatin1String("light") && name != QLatin1String("dark"))
            return refuse(QStringLiteral("--colors takes light or dark, not \"%1\"").arg(name));
        options.scheme = name == QLatin1String("dark") ? vci::ui::ColorScheme::Dark : vci::ui::ColorScheme::Light;
    }
    return options;
}

/// A source that opens at once comes with the window, which is then laid out and painted once.
void showWithSource(vci::ui::MainWindow& window, const vci::ui::Session& session)
{
    using State = vci::ui::Session::SourceState;
    if (session.sourceState() != State::Opening) return window.show();
    auto* show = new QTimer(&window);
    show->setSingleShot(true);
    QObject::connect(show, &QTimer::timeout, &window, [&window] {
        window.show();
        // What got the keyboard while nothing was seen is not where a person begins.
        if (window.workspace()) window.workspace()->aggregates().focusList();
    });
    QObject::connect(&session, &vci::ui::Session::sourceStateChanged, show, [show, &session] {
        if (session.sourceState() != State::Opening && session.sourceState() != State::Open) show->start(0);
    });
    QObject::connect(&window, &vci::ui::MainWindow::workspaceMade, show, [show, &window] {
        const vci::ui::AggregatesFeed& feed = window.workspace()->aggregates().feed();
        QObject::connect(&feed, &vci::ui::AggregatesFeed::changed, show, [show, &feed] {
            if (feed.state() != vci::ui::AggregatesFeed::State::Loading) show->start(0);
        });
    });
    QObject::connect(show, &QTimer::timeout, show, &QObject::deleteLater);
    show->start(kPatience);
}

}  // namespace

int main(int argc, char** argv)
{
    nameProgram();
    const std::span<char* const> given(argv, static_cast<std::size_t>(argc));
    if (asksForWords(given)) {
        const QCoreApplication application(argc, argv);
        static_cast<void>(readOptions(QCoreApplication::arguments()));
    }
    // Refused before a display is asked for, which may not be there.
    if (!namesToolkitOption(given) && !readOptions(listOf(given))) return kUsageExit;
    // Qt takes the first thread that makes an object of its for the main one.
    static_cast<void>(QThread::currentThread());
    // Beside the talk with the display: both take as long, and nothing is shown without them.
    std::packaged_task<void()> findFonts([] {
        FcInit();
        vci::ui::readTextFonts();
    });
    std::packaged_task<std::shared_ptr<const vci::catalog::Catalog>()> readCatalog(&vci::catalog::Catalog::builtIn);
    auto fonts = findFonts.get_future();
    auto catalog = readCatalog.get_future();
    const std::jthread early([&] {
        findFonts();
        readCatalog();
    });
    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("VoiceCore Inspector"));
    const auto options = readOptions(QApplication::arguments());
    if (!options) return kUsageExit;

    fonts.wait();
    std::unique_ptr<vci::app::TourFolder> tourFolder;  // outlives whatever reads and writes in it
    if (!options->tour.isEmpty()) {
        auto made = vci::app::TourFolder::make();
        if (!made.ok() || !QDir().mkpath(options->tour)) {
            QTextStream(stderr) << "voicecore-inspector: "
                                << (made.ok() ? QStringLiteral("cannot make the folder %1").arg(options->tour)
                                              : QString::fromStdString(made.error().message))
                                << '\n';
            return kIoExit;
        }
        tourFolder = std::move(made).value();
    }

    const QString source = options->sample && options->source.isEmpty() ? vci::app::existingSample() : options->source;
    const auto ahead = std::make_shared<vci::app::OpenedAhead>(source.toStdString());
    if (options->scheme) vci::ui::Theme::instance().setScheme(*options->scheme);
    vci::ui::Theme::instance().install();
    vci::ui::RecentSources recent;
    vci::ui::SampleSource sample(vci::app::makeSample, vci::app::existingSample);
    const auto open = [ahead](const std::string& wanted) { return ahead->open(wanted); };
    vci::ui::Session session(open, catalog.get());
    vci::ui::OperatorMode mode(session, vci::app::operatorServices(),
                               std::make_shared<vci::ui::ActivityLog>(vci::app::activityFile()));
    vci::ui::Verification verification(session, vci::app::integrityServices());
    vci::ui::CaseWork work(session, vci::app::caseServices());
    vci::ui::MainWindow window(session, mode, verification, recent, sample, open);
    vci::ui::EvidenceDesk desk(window, session, work, vci::app::reportServices());
    if (!options->source.isEmpty())
        window.openSource(options->source, options->tenant);
    else if (options->sample)
        window.openSample();
    if (!options->tour.isEmpty()) new vci::app::Tour(session, window, options->tour);
    if (options->quitsWhenShown) new vci::app::WhenShown(window);
    showWithSource(window, session);
    return QApplication::exec();
}
