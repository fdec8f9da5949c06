package builder

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode"

	"huiyin/engine/definition"
	"huiyin/engine/form"
	"huiyin/runtime/pinyin"
)

//go:embed keywords.txt
var keywords string

// dictionary maps the commonest words of labels to what keys call them; longest is its longest word in characters.
var dictionary = sync.OnceValue(func() (words struct {
	of      map[string]string
	longest int
}) {
	words.of = map[string]string{}
	for line := range strings.Lines(keywords) {
		word, key, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || word == "#" {
			continue
		}
		words.of[word] = key
		words.longest = max(words.longest, len([]rune(word)))
	}
	return words
})

// longestKey is how long a key made from a label gets before its number, in bytes.
const longestKey = 40

// KeyFor makes a key from a label: common words in English, other Chinese by its sound, all in snake_case. It is never a
// word that expressions need for themselves, and never one that is taken: then it ends in _2, _3 and so on.
func KeyFor(label string, taken func(key string) bool) string {
	key := ""
	for _, word := range words(label) {
		switch {
		case key == "":
			key = word[:min(len(word), longestKey)]
		case len(key)+1+len(word) <= longestKey:
			key += "_" + word
		}
	}
	if key == "" {
		key = "item"
	}
	if key[0] < 'a' || key[0] > 'z' {
		key = "n" + key
	}
	if form.Reserved(key) {
		key += "_value"
	}
	free := key
	for n := 2; taken(free) || !definition.ValidKey(free); n++ {
		free = fmt.Sprintf("%s_%d", key, n)
	}
	return free
}

// words splits a label into the words of a key.
func words(label string) []string {
	var out []string
	latin := ""
	flush := func() {
		if latin != "" {
			out, latin = append(out, latin), ""
		}
	}
	text := []rune(label)
	for at := 0; at < len(text); {
		if word, n := known(text[at:]); n > 0 {
			flush()
			out, at = append(out, word), at+n
			continue
		}
		r := narrow(text[at])
		at++
		if syllable, ok := pinyin.Spell(r); ok {
			flush()
			out = append(out, syllable)
		} else if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			latin += string(unicode.ToLower(r))
		} else {
			flush()
		}
	}
	flush()
	return out
}

// known is the longest word of the dictionary that text begins with, and its length.
func known(text []rune) (key string, length int) {
	for n := min(len(text), dictionary().longest); n > 0; n-- {
		if key, ok := dictionary().of[string(text[:n])]; ok {
			return key, n
		}
	}
	return "", 0
}

// narrow turns the wide letters of Chinese keyboards into those of ASCII.
func narrow(r rune) rune {
	if r >= '！' && r <= '～' {
		return r - '！' + '!'
	}
	return r
}
