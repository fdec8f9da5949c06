package executor

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	mail "github.com/wneessen/go-mail"
)

// said is why a letter was not taken, in the words of whoever did not take it, without whom it was for: it is kept
// where personal values are not sealed, and shown to people who may not see them.
type said struct {
	text  string
	cause error
}

func (s *said) Error() string { return s.text }
func (s *said) Unwrap() error { return s.cause }

// removed stands where an address, a name or a number was.
const removed = "***"

var (
	anyAddress = regexp.MustCompile(`[^\s<>"'(),;:\[\]]+@[^\s<>"'(),;:\[\]]+`)
	anyNumber  = regexp.MustCompile(`\+?[0-9](?:[ -]?[0-9]){6,14}`)
	anyWord    = regexp.MustCompile(`[\pL\pN][\pL\pN._%+=-]*`)
)

// nobody tells err without the recipient of a letter: of a server's answer the code and its words are left, from which
// addresses and telephone numbers are gone, whoever they belong to. sender is the installation's own address and stays.
func nobody(err error, to Mail, sender string) error {
	text := strings.Join(strings.Fields(err.Error()), " ")
	text, _, _ = strings.Cut(text, ", affected ") // the recipients and the letter, which go-mail adds
	var send *mail.SendError
	if errors.As(err, &send) && send.ErrorCode() > 0 {
		code := strconv.Itoa(send.ErrorCode())
		if at := strings.Index(text, code); at >= 0 {
			text = code + " " + strings.Trim(text[at+len(code):], ` "`) // go-mail quotes what follows the code
		}
	}
	for _, known := range []string{to.To, to.Name} {
		if known != "" {
			text = regexp.MustCompile("(?i)"+regexp.QuoteMeta(known)).ReplaceAllLiteralString(text, removed)
		}
	}
	text = anyAddress.ReplaceAllStringFunc(text, func(found string) string {
		if strings.EqualFold(found, sender) {
			return found
		}
		return removed
	})
	text = anyNumber.ReplaceAllLiteralString(text, removed)
	mailbox, _, _ := strings.Cut(to.To, "@")
	text = anyWord.ReplaceAllStringFunc(text, func(word string) string {
		if bare := strings.TrimRight(word, "."); strings.EqualFold(bare, mailbox) {
			return removed + word[len(bare):]
		}
		return word
	})
	return &said{text, err}
}
