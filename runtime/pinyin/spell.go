package pinyin

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed usual.txt
var usualReadings string

// usual holds the reading of a character that is meant most often.
var usual = sync.OnceValue(func() map[rune]string {
	out := make(map[rune]string, 21000)
	for character, all := range table() {
		out[character] = all[0]
	}
	for line := range strings.Lines(usualReadings) {
		syllable, characters, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || syllable == "#" {
			continue
		}
		for _, c := range characters {
			out[c] = syllable
		}
	}
	return out
})

// Spell returns the usual reading of a Chinese character, without tone and with v for ü; ok is false for everything else.
func Spell(character rune) (syllable string, ok bool) {
	syllable, ok = usual()[character]
	return syllable, ok
}

// Order is a key that puts Chinese names in the order of their sounds, and others by their letters: compared as text,
// keys stand as the names do in a list of people.
func Order(text string) string {
	var out strings.Builder
	for _, r := range strings.ToLower(text) {
		if syllable, ok := Spell(r); ok {
			out.WriteString(syllable)
			out.WriteByte(' ')
		}
		out.WriteRune(r)
	}
	return out.String()
}
