;;; cmglint.el --- Documents of cloud management gateways  -*- lexical-binding: t -*-

;; Package-Requires: ((emacs "26.1"))
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; A mode for `cmg.toml', `*.cmg.toml' and `cmglint.toml', which is the mode of TOML under another
;; name, and the language server of cmglint for Eglot and for lsp-mode.

;;; Code:

(require 'conf-mode)

(defgroup cmglint nil
  "Documents of cloud management gateways."
  :group 'languages)

(defcustom cmglint-command '("cmglint" "server")
  "The language server and its arguments."
  :type '(repeat string))

;;;###autoload
(define-derived-mode cmglint-mode conf-toml-mode "CMG"
  "Mode for documents of cloud management gateways, which are TOML.")

;;;###autoload
(add-to-list 'auto-mode-alist
             '("\\(?:\\`\\|/\\)\\(?:\\(?:[^/]*\\.\\)?cmg\\|\\.?cmglint\\)\\.toml\\'" . cmglint-mode))

(put 'cmglint-mode 'eglot-language-id "cmg")

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               `(cmglint-mode . ,(lambda (&rest _) cmglint-command))))

(defvar lsp-language-id-configuration)
(declare-function lsp-register-client "lsp-mode")
(declare-function lsp-stdio-connection "lsp-mode")
(declare-function make-lsp-client "lsp-mode")
(with-eval-after-load 'lsp-mode
  (add-to-list 'lsp-language-id-configuration '(cmglint-mode . "cmg"))
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection (lambda () cmglint-command))
                    :major-modes '(cmglint-mode)
                    :server-id 'cmglint)))

(provide 'cmglint)
;;; cmglint.el ends here
