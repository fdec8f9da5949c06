// Package pinyin finds Chinese names by how they sound: "wangxm", "wxm" and "xiaoming" all find 王小明.
package pinyin

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
)

//go:embed readings.txt
var readings string

// table holds the readings of every character; it is built at the first search.
var table = sync.OnceValue(func() map[rune][]string {
	out := make(map[rune][]string, 21000)
	for line := range strings.Lines(readings) {
		syllable, characters, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || syllable == "#" {
			continue
		}
		for _, c := range characters {
			out[c] = append(out[c], syllable)
		}
	}
	return out
})

// Longest names and queries that are compared by sound.
const longest = 64

// Matches reports whether query names a part of text: as it is written, in any letter case, or by the readings of its
// characters, each whole or abbreviated. Blanks and apostrophes do not count there. An empty query matches.
func Matches(text, query string) bool {
	text, query = strings.ToLower(text), strings.ToLower(strings.TrimSpace(query))
	if strings.Contains(text, query) {
		return true
	}
	name, sought := []rune(plain(text)), plain(query)
	if len(name) > longest || len(sought) > longest || len(sought) == 0 {
		return false
	}
	dead := map[[2]int]bool{}
	for start := range name {
		if sounds(name, sought, start, 0, dead) {
			return true
		}
	}
	return false
}

func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || r == '\'' || r == '’':
			return -1
		case r == 'ü':
			return 'v'
		}
		return r
	}, text)
}

// sounds reports whether what is left of query can be read from name on; dead remembers where that is known to fail.
func sounds(name []rune, query string, at, done int, dead map[[2]int]bool) bool {
	if done == len(query) {
		return true
	}
	here := [2]int{at, done}
	if at == len(name) || dead[here] {
		return false
	}
	rest := query[done:]
	if written := string(name[at]); strings.HasPrefix(rest, written) && sounds(name, query, at+1, done+len(written), dead) {
		return true
	}
	for _, reading := range table()[name[at]] {
		for n := common(reading, rest); n > 0; n-- {
			if sounds(name, query, at+1, done+n, dead) {
				return true
			}
		}
	}
	dead[here] = true
	return false
}

// common is how many bytes two texts begin with alike.
func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}
