package engine

import (
	"hash/fnv"
	"sort"
	"strconv"
	"strings"
	"unicode"
)

// Grams returns the hashed character bigrams of a text's first 200 characters, sorted and distinct.
// Two texts are similar when they share many; hashing keeps customers' words out of the index.
func Grams(text string) []string {
	runes := letters(text, 200)
	seen := map[string]bool{}
	for i := 0; i+1 < len(runes); i++ {
		h := fnv.New32a()
		_, _ = h.Write([]byte(string(runes[i : i+2])))
		seen[strconv.FormatUint(uint64(h.Sum32()), 36)] = true
	}
	out := make([]string, 0, len(seen))
	for g := range seen {
		out = append(out, g)
	}
	sort.Strings(out)
	return out
}

// Similarity is the share of bigrams two texts have in common (Sørensen–Dice), 0..1.
func Similarity(a, b []string) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	has := make(map[string]bool, len(a))
	for _, g := range a {
		has[g] = true
	}
	common := 0
	for _, g := range b {
		if has[g] {
			common++
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}

func letters(text string, limit int) []rune {
	var out []rune
	for _, r := range strings.ToLower(text) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if out = append(out, r); len(out) == limit {
				break
			}
		}
	}
	return out
}
