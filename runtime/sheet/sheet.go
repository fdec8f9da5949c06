// Package sheet writes tables for spreadsheet programs, row by row: CSV and Excel workbooks.
package sheet

import (
	"bufio"
	"encoding/csv"
	"io"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Writer takes one table. Rows have as many cells as the header. Close ends the table; without it what was written is
// not whole.
type Writer interface {
	Row(cells []Cell) error
	Close() error
}

// Cell is a text, or a number that the spreadsheet program is to calculate with.
type Cell struct {
	Text   string
	Number *float64
}

// Format is a kind of file.
type Format struct {
	Key, Type string // the key is the file's ending; Type is its media type
	MaxRows   int    // 0 = any number
	open      func(w io.Writer, title string, header []string) (Writer, error)
}

// MaxWorkbook is how many rows an Excel sheet holds below its header.
const MaxWorkbook = excelize.TotalRows - 1

var formats = []Format{
	{Key: "csv", Type: "text/csv; charset=utf-8", open: openCSV},
	{Key: "xlsx", Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", MaxRows: MaxWorkbook, open: openWorkbook},
}

// Find returns a format by its key.
func Find(key string) (Format, bool) {
	for _, f := range formats {
		if f.Key == key {
			return f, true
		}
	}
	return Format{}, false
}

// Open begins a table with a header. title names the sheet where the format has names for sheets.
func (f Format) Open(w io.Writer, title string, header []string) (Writer, error) {
	return f.open(w, title, header)
}

// plain is text that begins like a formula and is only a number, an amount or a phone number.
var plain = regexp.MustCompile(`^[+-]?\d[\d,. ]*%?$`)

// Defused returns text that no spreadsheet program takes for a formula (OWASP, CSV injection): whoever fills in a
// public form must not run anything on the machine of whoever opens the list.
func Defused(text string) string {
	begin := strings.TrimLeft(text, " \u3000\u00a0\ufeff")
	if begin == "" || !strings.ContainsRune("=+-@\t\r\n＝＋－＠|%", []rune(begin)[0]) || plain.MatchString(text) {
		return text
	}
	return "'" + text
}

type csvTable struct {
	buffer *bufio.Writer
	csv    *csv.Writer
	line   []string
}

// openCSV writes UTF-8 with a byte order mark and CRLF (RFC 4180): without the mark Excel reads Chinese as garbage.
func openCSV(w io.Writer, _ string, header []string) (Writer, error) {
	t := &csvTable{buffer: bufio.NewWriterSize(w, 32<<10)}
	if _, err := t.buffer.WriteString("\ufeff"); err != nil {
		return nil, err
	}
	t.csv = csv.NewWriter(t.buffer)
	t.csv.UseCRLF = true
	cells := make([]Cell, len(header))
	for i, h := range header {
		cells[i].Text = h
	}
	return t, t.Row(cells)
}

func (t *csvTable) Row(cells []Cell) error {
	t.line = t.line[:0]
	for _, c := range cells {
		if c.Number != nil { // as it was written: a number is no formula
			t.line = append(t.line, c.Text)
			continue
		}
		t.line = append(t.line, Defused(c.Text))
	}
	return t.csv.Write(t.line)
}

func (t *csvTable) Close() error {
	t.csv.Flush()
	if err := t.csv.Error(); err != nil {
		return err
	}
	return t.buffer.Flush()
}

type workbook struct {
	out    io.Writer
	file   *excelize.File
	stream *excelize.StreamWriter
	rows   int
	line   []any
}

// openWorkbook writes texts as texts, whatever they begin with: a cell of a workbook has a type. Beyond some megabytes
// the rows wait in a temporary file, because a workbook is a packed folder that begins when all is known.
func openWorkbook(w io.Writer, title string, header []string) (Writer, error) {
	t := &workbook{out: w, file: excelize.NewFile()}
	name := Name(title)
	err := t.file.SetSheetName("Sheet1", name)
	if err != nil {
		return nil, err
	}
	if t.stream, err = t.file.NewStreamWriter(name); err != nil {
		return nil, err
	}
	bold, err := t.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return nil, err
	}
	if err := t.stream.SetColWidth(1, max(1, len(header)), 18); err != nil {
		return nil, err
	}
	if err := t.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, err
	}
	for _, h := range header {
		t.line = append(t.line, excelize.Cell{StyleID: bold, Value: h})
	}
	return t, t.write()
}

// Name is a title as Excel allows it for a sheet: at most 31 characters, none of []:*?/\ and no quote at its ends.
func Name(title string) string {
	name := strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) {
			return ' '
		}
		return r
	}, title), " '")
	if runes := []rune(name); len(runes) > 31 {
		name = strings.TrimRight(string(runes[:31]), " '")
	}
	if name == "" {
		return "Sheet1"
	}
	return name
}

func (t *workbook) Row(cells []Cell) error {
	t.line = t.line[:0]
	for _, c := range cells {
		if c.Number != nil {
			t.line = append(t.line, *c.Number)
			continue
		}
		t.line = append(t.line, cut(c.Text))
	}
	return t.write()
}

// cut shortens a text to what a cell holds.
func cut(text string) string {
	if len(text) <= excelize.TotalCellChars {
		return text
	}
	if runes := []rune(text); len(runes) > excelize.TotalCellChars {
		return string(runes[:excelize.TotalCellChars-1]) + "…"
	}
	return text
}

func (t *workbook) write() error {
	t.rows++
	at, err := excelize.CoordinatesToCellName(1, t.rows)
	if err != nil {
		return err
	}
	return t.stream.SetRow(at, t.line)
}

func (t *workbook) Close() error {
	if err := t.stream.Flush(); err != nil {
		return err
	}
	if _, err := t.file.WriteTo(t.out); err != nil {
		return err
	}
	return t.file.Close()
}
