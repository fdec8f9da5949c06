package expression

import (
	"strings"
	"unicode/utf8"

	"huiyin/engine/problem"
)

// Limits that hold before anything is parsed. A deep enough nesting overflows the parser's stack, which
// Go cannot recover from, so length and nesting are counted on the text itself.
const (
	maxLength  = 4096
	maxNesting = 64
	maxNodes   = 500
)

// guard refuses texts that would be expensive or dangerous to parse.
func guard(source string) problem.List {
	var list problem.List
	switch {
	case len(source) > maxLength:
		list.Add("expression.too_long", "", "max", maxLength, "length", len(source), "line", 1, "column", 1)
	case !utf8.ValidString(source):
		list.Add("expression.character", "", "character", "\uFFFD", "suggestion", "", "line", 1, "column", 1)
	case strings.TrimSpace(source) == "":
		list.Add("expression.empty", "", "line", 1, "column", 1)
	default:
		if at := tooDeep(source); at >= 0 {
			line, column := place(source, utf8.RuneCountInString(source[:at]))
			list.Add("expression.too_deep", "", "max", maxNesting, "line", line, "column", column)
		}
	}
	return list
}

// tooDeep returns the byte offset of the bracket that nests too deep, or -1.
func tooDeep(source string) int {
	depth := 0
	for i := 0; i < len(source); {
		if end := skipText(source, i); end > i {
			i = end
			continue
		}
		switch source[i] {
		case '(', '[', '{':
			if depth++; depth > maxNesting {
				return i
			}
		case ')', ']', '}':
			depth--
		}
		i++
	}
	return -1
}

// skipText returns the offset after the text literal or comment that starts at i, or i when none does.
// An unclosed one reaches to the end of the source.
func skipText(source string, i int) int {
	rest := source[i:]
	switch {
	case strings.HasPrefix(rest, "//"):
		return i + closing(rest, "\n")
	case strings.HasPrefix(rest, "/*"):
		return i + 2 + closing(rest[2:], "*/")
	case rest[0] == '`':
		return i + 1 + closing(rest[1:], "`")
	case rest[0] != '"' && rest[0] != '\'':
		return i
	}
	for j := i + 1; j < len(source); j++ {
		switch source[j] {
		case '\\':
			j++
		case source[i]:
			return j + 1
		}
	}
	return len(source)
}

func closing(s, mark string) int {
	if at := strings.Index(s, mark); at >= 0 {
		return at + len(mark)
	}
	return len(s)
}

// place turns a rune offset into a line and a column, both counted from 1.
func place(source string, offset int) (line, column int) {
	end := 0
	for i, r := range source {
		if offset == 0 {
			break
		}
		offset--
		end = i + utf8.RuneLen(r)
	}
	return advance(1, 1, source[:min(end, len(source))])
}

// advance moves a line and a column over a text.
func advance(line, column int, text string) (int, int) {
	for _, r := range text {
		if r == '\n' {
			line, column = line+1, 1
		} else {
			column++
		}
	}
	return line, column
}
