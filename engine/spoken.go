package engine

import "strings"

// linkMark begins a link in a template, which nobody can read out.
const linkMark = "{{link."

// unlinked is the body of a message as somebody would say it: without the lines that hold a link, and without the last
// paragraph when it holds one, for that is the footer. A body of nothing else stays as it is.
func unlinked(body string) string {
	parts := strings.Split(body, "\n\n")
	if n := len(parts); n > 1 && strings.Contains(parts[n-1], linkMark) {
		parts = parts[:n-1]
	}
	var out []string
	for _, part := range parts {
		var lines []string
		for _, line := range strings.Split(part, "\n") {
			if !strings.Contains(line, linkMark) {
				lines = append(lines, line)
			}
		}
		if len(lines) > 0 {
			out = append(out, strings.Join(lines, "\n"))
		}
	}
	if len(out) == 0 {
		return body
	}
	return strings.Join(out, "\n\n")
}
