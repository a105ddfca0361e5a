// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/generate/payload.h"
#include "core/generate/random.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace vci::generate {

/// A name as it is written and as a mail address can hold it.
struct Name {
    std::string_view written;
    std::string_view ascii;
};

/// Where a person lives, and how one speaks and pays there. All numbers made from it are E.164 and of ranges set aside for
/// fiction, or of a form that is never given out.
struct Locale {
    std::string_view language;  ///< BCP 47
    std::string_view country;
    std::string_view currency;  ///< ISO 4217
    int currencyDigits;
    std::array<std::string_view, 3> cities;
    std::array<std::string_view, 3> streets;  ///< `#` is the number of the house
    std::array<Name, 6> given;
    std::array<Name, 6> family;
    bool familyFirst;
    std::string_view greeting;
    std::string_view answer;
    std::string_view note;
};

/// A customer as the outside knows them: made again from the number whenever needed, so that a million cost nothing.
struct Person {
    const Locale* locale;
    std::string name;
    std::string email;
    std::string phone;
};

/// The same seed and number give the same person, on the first call and on every later one.
[[nodiscard]] Person personOf(std::uint64_t seed, std::uint32_t number);
/// One who works here; the part of the email before the @ is the name to sign in with.
[[nodiscard]] Person staffOf(std::uint64_t seed, std::uint32_t number);
[[nodiscard]] std::string usernameOf(std::uint64_t seed, std::uint32_t number);
/// {city, country, street, zip}
[[nodiscard]] Payload addressOf(const Locale& locale, Random& random);

}  // namespace vci::generate
