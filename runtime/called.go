package runtime

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"huiyin/engine/problem"
)

// maxName is how many characters the name of a person may have.
const maxName = 100

// CheckNames returns what is wrong with a name and a login that somebody chooses: a name that no list can show, and a
// login that looks like another one – with characters nobody sees, in another width, or with letters of an alphabet that
// are drawn like Latin ones among those.
func CheckNames(name, login string) problem.List {
	var problems problem.List
	if utf8.RuneCountInString(strings.TrimSpace(name)) > maxName {
		problems.Add("user.name_long", "/name", "max", maxName)
	}
	if misshown(name) {
		problems.Add("user.name_unseen", "/name")
	}
	login = strings.TrimSpace(login)
	if utf8.RuneCountInString(login) > maxName {
		problems.Add("user.login_long", "/login", "max", maxName)
	}
	if norm.NFKC.String(login) != login || strings.ContainsFunc(login, unseen) || mixed(login) {
		problems.Add("user.login_confusable", "/login")
	}
	return problems
}

// unseen reports whether a character leaves nothing on the screen, or turns the order of those beside it.
func unseen(r rune) bool {
	return r != ' ' && (!unicode.IsGraphic(r) || unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector))
}

// empty reports whether a name shows nothing.
func empty(name string) bool {
	return !strings.ContainsFunc(name, func(r rune) bool { return !unseen(r) && !unicode.IsSpace(r) })
}

// misshown reports whether a name has characters that no list shows, or that turn the order of what stands beside it.
// Joiners stay: emoji and some scripts are written with them.
func misshown(name string) bool {
	return strings.ContainsFunc(name, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) })
}

// mixed reports whether Latin letters stand beside those of another alphabet that has twins of them.
func mixed(text string) bool {
	has := func(script *unicode.RangeTable) bool {
		return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(script, r) })
	}
	return has(unicode.Latin) && (has(unicode.Cyrillic) || has(unicode.Greek) || has(unicode.Armenian) || has(unicode.Cherokee))
}
