// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/generate/people.h"

#include <cstddef>

namespace vci::generate {

namespace {

// Weighted by repetition in kLocaleOf: a North American platform with customers all over the world.
constexpr std::array<Locale, 8> kLocales = {{
    {"en-US",
     "US",
     "USD",
     2,
     {"Austin", "Portland", "Springfield"},
     {"# Main St", "# Oak Avenue", "# Elm Court"},
     {{{"Ava", "ava"}, {"Ethan", "ethan"}, {"Mia", "mia"}, {"Noah", "noah"}, {"Grace", "grace"}, {"D’Andre", "dandre"}}},
     {{{"Miller", "miller"},
       {"Johnson", "johnson"},
       {"O’Neill", "oneill"},
       {"Nguyen", "nguyen"},
       {"Carter", "carter"},
       {"Lopez", "lopez"}}},
     false,
     "Thank you for calling. How may I help you today?",
     "I have found your account. One moment, please.",
     "Called about “billing”\n— said: it's 50% too much"},
    {"en-CA",
     "CA",
     "CAD",
     2,
     {"Toronto", "Halifax", "Vancouver"},
     {"# King Street", "# Maple Road", "# Harbour Drive"},
     {{{"Olivia", "olivia"}, {"Liam", "liam"}, {"Zoë", "zoe"}, {"Jack", "jack"}, {"Priya", "priya"}, {"Owen", "owen"}}},
     {{{"Tremblay", "tremblay"},
       {"Singh", "singh"},
       {"MacDonald", "macdonald"},
       {"Chen", "chen"},
       {"Brown", "brown"},
       {"Roy", "roy"}}},
     false,
     "Thanks for calling. What can I do for you?",
     "I can see your last invoice. Let me look into that.",
     "Moved house; wants paper invoices no more"},
    {"fr-CA",
     "CA",
     "CAD",
     2,
     {"Montréal", "Québec", "Trois-Rivières"},
     {"#, rue Saint-Denis", "#, avenue du Parc", "#, chemin Sainte-Foy"},
     {{{"Chloé", "chloe"},
       {"Étienne", "etienne"},
       {"Maïté", "maite"},
       {"François", "francois"},
       {"Noémie", "noemie"},
       {"Luc", "luc"}}},
     {{{"Gagné", "gagne"},
       {"Bélanger", "belanger"},
       {"Côté", "cote"},
       {"Lévesque", "levesque"},
       {"Fortin", "fortin"},
       {"Roy", "roy"}}},
     false,
     "Merci de votre appel. Comment puis-je vous aider ?",
     "J’ai trouvé votre dossier. Un instant, s’il vous plaît.",
     "Préfère être servi en français; rappeler après 17 h"},
    {"en-GB",
     "GB",
     "GBP",
     2,
     {"London", "Leeds", "Cardiff"},
     {"# High Street", "# Station Road", "Flat #, Mill Lane"},
     {{{"Amelia", "amelia"}, {"Oliver", "oliver"}, {"Siân", "sian"}, {"Rhys", "rhys"}, {"Aisha", "aisha"}, {"Harry", "harry"}}},
     {{{"Smith", "smith"}, {"Jones", "jones"}, {"Patel", "patel"}, {"Taylor", "taylor"}, {"Hughes", "hughes"}, {"Khan", "khan"}}},
     false,
     "Good day, and thank you for calling. How can I help?",
     "I am just bringing up your details.",
     "Disputes the £12.50 late fee \"on principle\""},
    {"fr-FR",
     "FR",
     "EUR",
     2,
     {"Lyon", "Orléans", "Besançon"},
     {"# rue de la République", "# allée des Érables", "# bis quai de Saône"},
     {{{"Camille", "camille"}, {"Jérôme", "jerome"}, {"Léa", "lea"}, {"Théo", "theo"}, {"Anaïs", "anais"}, {"Rémi", "remi"}}},
     {{{"Lefèvre", "lefevre"},
       {"Moreau", "moreau"},
       {"Girard", "girard"},
       {"Dubois", "dubois"},
       {"Fournier", "fournier"},
       {"Noël", "noel"}}},
     false,
     "Bonjour, merci de votre appel. Que puis-je faire pour vous ?",
     "Je consulte votre contrat, un instant.",
     "Signale une coupure de ligne\nle matin entre 8 h et 9 h"},
    {"pl-PL",
     "PL",
     "PLN",
     2,
     {"Łódź", "Kraków", "Gdańsk"},
     {"ul. Piotrkowska #", "ul. Długa #", "al. Kościuszki # m. 4"},
     {{{"Zofia", "zofia"},
       {"Łukasz", "lukasz"},
       {"Małgorzata", "malgorzata"},
       {"Paweł", "pawel"},
       {"Agnieszka", "agnieszka"},
       {"Jan", "jan"}}},
     {{{"Wiśniewska", "wisniewska"},
       {"Wójcik", "wojcik"},
       {"Dąbrowska", "dabrowska"},
       {"Zając", "zajac"},
       {"Król", "krol"},
       {"Nowak", "nowak"}}},
     false,
     "Dzień dobry, w czym mogę pomóc?",
     "Już sprawdzam szczegóły umowy.",
     "Prosi o fakturę na firmę „Żółw” Sp. z o.o."},
    {"ja-JP",
     "JP",
     "JPY",
     0,
     {"東京", "大阪", "札幌"},
     {"中央区銀座 #", "北区梅田 #", "千代田区丸の内 #"},
     {{{"陽菜", "hina"}, {"蓮", "ren"}, {"さくら", "sakura"}, {"大翔", "hiroto"}, {"結衣", "yui"}, {"健太", "kenta"}}},
     {{{"佐藤", "sato"},
       {"鈴木", "suzuki"},
       {"高橋", "takahashi"},
       {"田中", "tanaka"},
       {"渡辺", "watanabe"},
       {"山本", "yamamoto"}}},
     true,
     "お電話ありがとうございます。ご用件をお伺いします。",
     "ご契約内容を確認いたします。少々お待ちください。",
     "請求書の送付先を変更希望（住所は同封）"},
    {"es-US",
     "US",
     "USD",
     2,
     {"San Antonio", "El Paso", "Española"},
     {"# Calle Luna", "# Avenida del Sol", "# Paseo de Peralta"},
     {{{"Sofía", "sofia"}, {"Mateo", "mateo"}, {"Lucía", "lucia"}, {"José", "jose"}, {"Inés", "ines"}, {"Iñaki", "inaki"}}},
     {{{"Núñez", "nunez"},
       {"García", "garcia"},
       {"Peña", "pena"},
       {"Rodríguez", "rodriguez"},
       {"Vélez", "velez"},
       {"Ibáñez", "ibanez"}}},
     false,
     "Gracias por llamar. ¿En qué puedo ayudarle?",
     "He encontrado su cuenta. Un momento, por favor.",
     "¡Muy contenta con el servicio! 🎉 Quiere el plan “Más”"},
}};

constexpr std::array<std::uint8_t, 16> kLocaleOf = {0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 5, 6, 7};

std::string padded(std::uint64_t value, std::size_t width)
{
    std::string digits = std::to_string(value);
    if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
    return digits;
}

std::string phoneIn(std::string_view country, std::uint64_t noise)
{
    // North America keeps 555-0100 to 555-0199 of each area code for fiction; Ofcom 7700 900xxx; ARCEP 1 99 00 and 6 39 98.
    // Warsaw and Tokyo give out no subscriber number that starts with 0.
    if (country == "GB") return "+447700900" + padded(noise % 1000, 3);
    if (country == "FR") return ((noise & 1U) != 0 ? "+3319900" : "+3363998") + padded((noise >> 1U) % 10000, 4);
    if (country == "PL") return "+48220" + padded(noise % 1000000, 6);
    if (country == "JP") return "+8130" + padded(noise % 10000000, 7);
    constexpr std::array<std::string_view, 12> kUs = {"206", "212", "303", "312", "404", "415",
                                                      "503", "512", "617", "702", "808", "915"};
    constexpr std::array<std::string_view, 8> kCanada = {"204", "306", "403", "416", "506", "514", "604", "902"};
    const std::string_view area = country == "CA" ? kCanada[noise % kCanada.size()] : kUs[noise % kUs.size()];
    return "+1" + std::string(area) + "55501" + padded((noise >> 8U) % 100, 2);
}

Person personFrom(std::uint64_t noise, std::uint32_t number, std::string_view domain)
{
    const Locale& locale = kLocales[kLocaleOf[noise & 15U]];
    const Name& given = locale.given[(noise >> 8U) % locale.given.size()];
    const Name& family = locale.family[(noise >> 16U) % locale.family.size()];
    const Name& first = locale.familyFirst ? family : given;
    const Name& second = locale.familyFirst ? given : family;
    Person person{.locale = &locale, .name = std::string(first.written), .email = std::string(given.ascii), .phone = {}};
    person.name += ' ';
    person.name += second.written;
    person.email += '.';
    person.email += family.ascii;
    person.email += std::to_string(number);
    person.email += domain;
    person.phone = phoneIn(locale.country, noise >> 24U);
    return person;
}

}  // namespace

Person personOf(std::uint64_t seed, std::uint32_t number)
{
    return personFrom(mixed(mixed(seed) + number), number, "@mail.example");
}

Person staffOf(std::uint64_t seed, std::uint32_t number)
{
    return personFrom(mixed(mixed(~seed) + number), number, "@voicecore.example");
}

std::string usernameOf(std::uint64_t seed, std::uint32_t number)
{
    std::string email = staffOf(seed, number).email;
    email.resize(email.find('@'));
    return email;
}

Payload addressOf(const Locale& locale, Random& random)
{
    std::string street;
    for (const char c : locale.streets[random.below(locale.streets.size())]) {
        if (c == '#') {
            street += std::to_string(random.between(1, 240));
        } else {
            street += c;
        }
    }
    Payload address;
    address.text("city", locale.cities[random.below(locale.cities.size())])
        .text("country", locale.country)
        .text("street", street)
        .text("zip", padded(random.below(99999), 5));
    return address;
}

}  // namespace vci::generate
