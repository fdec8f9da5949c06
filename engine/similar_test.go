package engine

import (
	"hash/fnv"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// plainly is Bigrams as its sentence says it.
func plainly(text string) []uint32 {
	var letters []rune
	for _, r := range strings.ToLower(text) {
		if (unicode.IsLetter(r) || unicode.IsDigit(r)) && len(letters) < 200 {
			letters = append(letters, r)
		}
	}
	var out []uint32
	for i := 0; i+1 < len(letters); i++ {
		h := fnv.New32a()
		_, _ = h.Write([]byte(string(letters[i : i+2])))
		out = append(out, h.Sum32())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// similarity is Likeness as its sentence says it.
func similarity(a, b []uint32) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	common, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			common, i, j = common+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}

func words(rng *rand.Rand) string {
	alphabet := []rune("abcXYZ019 ，。导出报表字段希望可以选择ÀßİⅨŁ\u0130\ufffd!\n🙂")
	out := make([]rune, rng.Intn(300))
	for i := range out {
		out[i] = alphabet[rng.Intn(len(alphabet))]
	}
	text := string(out)
	if rng.Intn(5) == 0 {
		text += "\xff\xfe" + text
	}
	return text
}

// Sketches are stored, so they may never change; comparing many texts at once gives what comparing two gives (IN-3).
func TestLikenessOfTexts(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	for range 300 {
		mine := words(rng)
		want := plainly(mine)
		if got := Bigrams(mine); !slices.Equal(got, want) {
			t.Fatalf("%q: got %v want %v", mine, got, want)
		}
		l := NewLikeness(mine)
		for _, other := range []string{mine, words(rng), "", mine + "x", words(rng)} {
			if got, want := l.To(other), similarity(want, plainly(other)); got != want {
				t.Fatalf("%q to %q: got %v want %v", mine, other, got, want)
			}
		}
	}
	if got := Sketch("打印机坏了"); !slices.Equal(got, []string{"97yzac", "n9b4nl", "wkstiq", "19hzwpr"}) {
		t.Errorf("got %v", got)
	}
}

func TestIdeographsAreLettersWithoutCase(t *testing.T) {
	for r := '一'; r <= '龥'; r++ {
		if !unicode.IsLetter(r) || unicode.ToLower(r) != r {
			t.Fatalf("%U", r)
		}
	}
}

func BenchmarkLikeness(b *testing.B) {
	text := strings.Repeat("导出报表时，希望可以选择需要的字段，现在要手工删除很多列。", 6)
	b.Run("sorted", func(b *testing.B) {
		mine := Bigrams(text)
		for b.Loop() {
			similarity(mine, Bigrams(text))
		}
	})
	b.Run("set", func(b *testing.B) {
		l := NewLikeness(text)
		for b.Loop() {
			l.To(text)
		}
	})
}
