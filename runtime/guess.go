package runtime

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// guessPieces is how many pieces that everybody thinks of a password may be made of and still be refused.
const guessPieces = 2

// longestBeat is the longest piece, in characters, that a password may not consist of again and again.
const longestBeat = 4

// longestPiece is the length, in characters, of the longest way and more than that of any word.
const longestPiece = 36

// keyWays are the ways along which fingers go over a keyboard.
var keyWays = []string{"1234567890", "qwertyuiopasdfghjklzxcvbnm", "asdfghjkl", "zxcvbnm", "qazwsxedcrfvtgbyhnujmikolp", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
	"1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "!@#$%^&*()_+", "147258369", "741852963"}

// commonWords are what passwords are made of most often, in plain letters.
var commonWords = []string{"password", "passwort", "pass", "passwd", "pwd", "mima", "admin", "administrator", "root", "user", "test", "guest", "demo", "huiyin",
	"welcome", "hello", "letmein", "login", "master", "secret", "changeme", "default", "system", "server", "company", "office",
	"qwerty", "iloveyou", "loveyou", "love", "woaini", "woaiwojia", "woaizuguo", "nihao", "zhongguo", "beijing", "shanghai", "china", "aini", "5201314", "1314520", "520520",
	"dragon", "monkey", "football", "baseball", "basketball", "superman", "batman", "sunshine", "princess", "shadow", "michael", "trustno", "computer", "internet", "samsung", "charlie", "whatever", "starwars"}

// lookalikes turns the signs that stand for letters back into them.
var lookalikes = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s", "!", "i")

// letterSigns are the signs that stand for letters.
const letterSigns = "@$!"

// guessed reports whether a password is one that is tried first: one short piece again and again, or no more than
// guessPieces pieces of which each is a way over the keyboard, a part of the alphabet, one character repeated, a year,
// the login or a common word. Signs between the pieces help nobody. word is the login or the common word that it is
// made of, "" when there is none.
func guessed(password, login string) (word string, easy bool) {
	s := strings.ToLower(strings.TrimSpace(password))
	words := commonWords
	if login = strings.ToLower(strings.TrimSpace(login)); len(login) >= 3 {
		words = append([]string{login}, words...)
	}
	if beats([]rune(s)) {
		return "", true
	}
	for _, text := range []string{s, kept(s, ""), strings.TrimRight(kept(s, letterSigns), letterSigns)} {
		if text == "" {
			continue
		}
		if word, easy := madeOf([]rune(text), words, guessPieces); easy {
			return word, true
		}
	}
	return "", false
}

// kept is s without all signs but those named.
func kept(s, signs string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(signs, r) {
			return r
		}
		return -1
	}, s)
}

// beats reports whether s is a short piece again and again.
func beats(s []rune) bool {
	for n := 1; n <= longestBeat && 2*n <= len(s); n++ {
		if slices.Equal(s[n:], s[:len(s)-n]) {
			return true
		}
	}
	return false
}

// madeOf reports whether s can be cut into so many pieces, and the first of them that is a word.
func madeOf(s []rune, words []string, pieces int) (word string, ok bool) {
	for n := len(s); n > 0 && pieces > 0; n-- {
		first, easy := piece(s[:n], words)
		if !easy {
			continue
		}
		if n == len(s) {
			return first, true
		}
		if rest, easy := madeOf(s[n:], words, pieces-1); easy {
			return cmp.Or(first, rest), true
		}
	}
	return "", false
}

// piece reports whether s comes to mind as one thing, and the word that it is, if it is one.
func piece(s []rune, words []string) (word string, ok bool) {
	if stepwise(s, 0) || stepwise(s, 1) || stepwise(s, -1) {
		return "", true
	}
	if len(s) > longestPiece {
		return "", false
	}
	text := string(s)
	letters := lookalikes.Replace(text)
	mirror := slices.Clone(s)
	slices.Reverse(mirror)
	backwards := string(mirror)
	for _, w := range words {
		if text == w || letters == w {
			return w, true
		}
	}
	for _, way := range keyWays {
		if strings.Contains(way, text) || strings.Contains(way, backwards) {
			return "", true
		}
	}
	return "", len(s) <= 4 && !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsDigit(r) })
}

// stepwise reports whether every character is the one before it plus step.
func stepwise(s []rune, step rune) bool {
	for i := 1; i < len(s); i++ {
		if s[i] != s[i-1]+step {
			return false
		}
	}
	return true
}
