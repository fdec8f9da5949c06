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
