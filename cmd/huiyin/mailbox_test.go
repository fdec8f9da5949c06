package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"log"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

// letter is a mail as it arrived.
type letter struct {
	ID, To, Subject, Body string
	Name                  string // before the address
	At                    time.Time
}

// mailbox is a real mail server inside the test that keeps what it gets.
type mailbox struct {
	addr    string
	mu      sync.Mutex
	letters []letter
	refused map[string]smtp.SMTPError // addresses that get no letters, and what is said of them
}

// newMailbox listens until the test ends.
func newMailbox(t testing.TB) *mailbox {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m := &mailbox{addr: ln.Addr().String(), refused: map[string]smtp.SMTPError{}}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &delivery{box: m}, nil }))
	server.Domain, server.AllowInsecureAuth = "localhost", true
	server.ErrorLog = log.New(io.Discard, "", 0) // the other side is killed on purpose
	go func() { _ = server.Serve(ln) }()
	t.Cleanup(func() { _ = server.Close() })
	return m
}

// url is the HUIYIN_SMTP that leads here.
func (m *mailbox) url() string { return "smtp://" + m.addr + "?from=huiyin@example.com" }

// refuse makes the server refuse an address for good, naming whom it means as such servers do.
func (m *mailbox) refuse(address string) {
	m.say(address, smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "has no mailbox here"})
}

// postpone makes the server ask for another try, every time.
func (m *mailbox) postpone(address string) {
	m.say(address, smtp.SMTPError{Code: 450, EnhancedCode: smtp.EnhancedCode{4, 2, 0}, Message: "is asleep, call 010-62345678"})
}

func (m *mailbox) say(address string, answer smtp.SMTPError) {
	name, _, _ := strings.Cut(address, "@")
	answer.Message = "<" + address + ">: " + name + " " + answer.Message
	m.mu.Lock()
	defer m.mu.Unlock()
	m.refused[address] = answer
}

// all returns every letter so far, in order of arrival.
func (m *mailbox) all() []letter {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.letters)
}

// to returns the letters to one address.
func (m *mailbox) to(address string) []letter {
	return slices.DeleteFunc(m.all(), func(l letter) bool { return l.To != address })
}

type delivery struct {
	box *mailbox
	to  []string
}

func (d *delivery) Reset()        { d.to = nil }
func (d *delivery) Logout() error { return nil }

func (d *delivery) Mail(string, *smtp.MailOptions) error { return nil }

func (d *delivery) Rcpt(to string, _ *smtp.RcptOptions) error {
	d.box.mu.Lock()
	defer d.box.mu.Unlock()
	if answer, refused := d.box.refused[to]; refused {
		return &answer
	}
	d.to = append(d.to, to)
	return nil
}

func (d *delivery) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	l, err := readLetter(raw)
	if err != nil {
		return err
	}
	d.box.mu.Lock()
	defer d.box.mu.Unlock()
	for _, to := range d.to {
		l.To, l.At = to, time.Now()
		d.box.letters = append(d.box.letters, l)
	}
	return nil
}

// messageID is what RFC 5322, 3.6.4 allows between the angle brackets.
var messageID = regexp.MustCompile("^<[\\w!#$%&'*+/=?^`{|}~-]+(\\.[\\w!#$%&'*+/=?^`{|}~-]+)*@[\\w.-]+>$")

// readLetter decodes subject and body to the text a person reads.
func readLetter(raw []byte) (letter, error) {
	msg, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return letter{}, err
	}
	body := msg.Body
	switch strings.ToLower(msg.Header.Get("Content-Transfer-Encoding")) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	text, err := io.ReadAll(body)
	if err != nil {
		return letter{}, err
	}
	if id := msg.Header.Get("Message-ID"); !messageID.MatchString(id) {
		return letter{}, fmt.Errorf("%q is no Message-ID", id)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(msg.Header.Get("Subject"))
	var name string
	if to, err := msg.Header.AddressList("To"); err == nil && len(to) > 0 {
		name = to[0].Name
	}
	return letter{Name: name, ID: msg.Header.Get("Message-ID"), Subject: subject, Body: strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n"))}, err
}
